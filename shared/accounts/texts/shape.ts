/** A mail's words. */
export interface MailWords {
  readonly subject: string;
  readonly text: string;
}

/** The mails about accounts in one language. */
export interface AccountTexts {
  readonly confirmation: (of: { readonly name: string; readonly code: string }) => MailWords;
  /** To the owner of an address that somebody tried to register again. */
  readonly registered: () => MailWords;
  readonly reset: (of: { readonly code: string }) => MailWords;
}
