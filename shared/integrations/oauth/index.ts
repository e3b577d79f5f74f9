export { endGrant } from './end-grant.ts';
export { endPage, type PageNames } from './end-page.ts';
export { type Callback, type Finished, finishConnection } from './finish-connection.ts';
export { oauthClient, providerFor } from './oauth-client.ts';
export type { StoredGrant } from './oauth-grant.ts';
export type { OAuthState } from './oauth-state.ts';
export { callbackUrl, type StartConnection, startConnection } from './start-connection.ts';
export { type TokenPorts, validToken } from './valid-token.ts';
