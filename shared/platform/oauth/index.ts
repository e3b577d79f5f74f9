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
