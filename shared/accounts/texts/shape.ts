/** A mail's words. */
export interface MailWords {
  readonly subject: string;
  readonly text: string;
}

/** The mails about accounts in one language. */
export interface AccountTexts {
  /** To whoever reads the address: nothing in it was typed by whoever filled the form. */
  readonly confirmation: (of: { readonly code: string }) => MailWords;
  /** To the owner of an address that somebody tried to register again. */
  readonly registered: () => MailWords;
  readonly reset: (of: { readonly code: string }) => MailWords;
  /** To the address that is to be that of an account. */
  readonly emailChange: (of: { readonly code: string }) => MailWords;
  /** To the owner of an address that somebody wanted for another account. */
  readonly emailTaken: () => MailWords;
  /** To the address that was that of an account, with the code that undoes it. */
  readonly emailChanged: (of: { readonly code: string }) => MailWords;
  readonly passwordChanged: () => MailWords;
}
