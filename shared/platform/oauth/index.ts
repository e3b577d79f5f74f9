export {
  type AccessToken,
  type AccountCall,
  type AccountCallOptions,
  type AccountFailure,
  type AccountRequest,
  type AccountResult,
  accountCalls,
  type TokenFailure,
} from './account-calls.ts';
export {
  authorizationCode,
  basic,
  type Declaration,
  type OAuthRequest,
} from './authorization-code.ts';
export type {
  Grant,
  GrantedAccount,
  OAuthClient,
  OAuthFailure,
  OAuthProvider,
  OAuthResult,
} from './oauth-provider.ts';
