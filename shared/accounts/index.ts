export { type AccountDeleted, activeProfile } from './active-profile.ts';
export { changeEmail } from './change-email.ts';
export { changePassword } from './change-password.ts';
export { changeProfile } from './change-profile.ts';
export { confirmEmail } from './confirm-email.ts';
export { confirmRegistration } from './confirm-registration.ts';
export { type DeletionRefusal, deleteAccount } from './delete-account.ts';
export { forgotPassword } from './forgot-password.ts';
export { getProfile } from './get-profile.ts';
export { type TooMany, tooManyAttempts, tooManyMails } from './limits.ts';
export { logIn } from './log-in.ts';
export { logOut } from './log-out.ts';
export {
  type AccountMail,
  type AskMail,
  accountMailSchema,
  deliverMail,
  type Mail,
  type SendMail,
  withoutMail,
} from './mail.ts';
export { openAccount } from './open-account.ts';
export type { OwnRequest } from './own-request.ts';
export type { Pool, ProjectsOfAccounts, SoleOwned } from './pool.ts';
export { accountIsThere, type Profile } from './profile.ts';
export { refreshSession } from './refresh-session.ts';
export { COMING_IN_STATUS, OWN_STATUS } from './refusal-status.ts';
export { register } from './register.ts';
export { resendCode } from './resend-code.ts';
export { resetPassword } from './reset-password.ts';
export type { Session } from './session.ts';
export { showProfile } from './show-profile.ts';
export { writeAccountMail } from './write-account-mail.ts';
