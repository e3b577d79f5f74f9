export { endGrant } from './end-grant.ts';
export { endPage, type PageNames } from './end-page.ts';
export { endSignIn } from './end-sign-in.ts';
export { type Callback, type Finished, finishConnection } from './finish-connection.ts';
export { type FinishSignIn, finishForCaller } from './finish-for-caller.ts';
export { giveConsent } from './give-consent.ts';
export { goOn } from './go-on.ts';
export { type GrantPorts, heldToken, judgeGrant } from './judge-grant.ts';
export { oauthClient, providerFor } from './oauth-client.ts';
export { getGrant as grantFor, type StoredGrant } from './oauth-grant.ts';
export type { OAuthState } from './oauth-state.ts';
export type { Page } from './page.ts';
export { type Consent, showConsent } from './show-consent.ts';
export { signInOver } from './sign-in-over.ts';
export { callbackUrl, type StartConnection, startConnection } from './start-connection.ts';
export {
  type SignInPorts,
  START_STATUS,
  type StartSignIn,
  startForCaller,
} from './start-for-caller.ts';
export { takeBackGrant } from './take-back.ts';
export { type TokenPorts, validToken } from './valid-token.ts';
