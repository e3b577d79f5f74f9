export { logIn, type Session } from './log-in.ts';
export { openAccount } from './open-account.ts';
