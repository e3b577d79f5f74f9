import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import type { Instant } from '../../platform/clock.ts';
import { logger } from '../../platform/logger.ts';
import type {
  Grant,
  GrantedAccount,
  OAuthClient,
  OAuthFailure,
  OAuthProvider,
} from '../../platform/oauth/index.ts';
import { oauthClient } from './oauth-client.ts';
import { getGrant, OAuthGrantEntity, sealedGrant, typesGrantedBy } from './oauth-grant.ts';
import { type OAuthState, takeState } from './oauth-state.ts';

/** What Instagram puts behind a code; it is no part of it. */
const FRAGMENT = /#_$/;

/** What the provider hands back in the query of the callback. */
export interface Callback {
  /** The provider whose callback was called. */
  readonly provider: string;
  readonly state?: string;
  readonly code?: string;
  readonly error?: string;
  /** What the browser keeps that comes back. */
  readonly browser?: string;
}

/** How a person's way to a provider and back ended. */
export type Finished =
  | { readonly end: 'connected'; readonly way: OAuthState; readonly account: GrantedAccount }
  /** She did not agree. */
  | { readonly end: 'denied'; readonly way: OAuthState }
  /** She left out something without which nothing works. */
  | { readonly end: 'incomplete'; readonly way: OAuthState; readonly missing: readonly string[] }
  /** The provider does not accept it, or cannot be reached now. */
  | { readonly end: 'refused' | 'not_now'; readonly way: OAuthState }
  /** She comes back in another browser than that in which she went on. */
  | { readonly end: 'other_browser'; readonly way: OAuthState }
  /** Nobody is on the way with this: too late, the second time, forged, or another provider's. */
  | { readonly end: 'unknown' };

/**
 * Receives a person who comes back from a provider, and keeps what she granted. What cannot be used is taken back.
 *
 * @param connected notes that the integration type is connected; runs after the grant is kept
 * @param mayStill whether who began it may still connect it
 */
export async function finishConnection(
  callback: Callback,
  providers: readonly OAuthProvider[],
  now: Instant,
  connected: (way: OAuthState, account: GrantedAccount) => Promise<void>,
  mayStill: (way: OAuthState) => Promise<boolean> = async () => true,
): Promise<Finished> {
  const { state, browser } = callback;
  const taken = state === undefined ? undefined : await takeState(state, browser, now);
  if (!taken) return { end: 'unknown' };
  const { verifier, isSame, ...way } = taken;
  if (!isSame) return { end: 'other_browser', way };
  const provider = providers.find(({ name }) => name === way.provider);
  const client = provider && (await oauthClient(provider));
  if (!client || callback.provider !== way.provider) return { end: 'unknown' };
  if (!(await mayStill(way))) return { end: 'unknown' };
  if (callback.error === 'access_denied') return { end: 'denied', way };
  if (callback.error !== undefined || !callback.code) {
    return failed(way, {
      kind: 'refused',
      why: `the callback says ${callback.error ?? 'nothing'}`,
    });
  }
  const { redirectUri } = way;
  const given = await provider.exchange(
    client,
    { code: callback.code.replace(FRAGMENT, ''), redirectUri, verifier },
    now,
  );
  if (given.kind !== 'ok') return failed(way, given);
  const grant = given.value;
  const missing = missingOf(way, grant);
  if (missing.length > 0) {
    await takeBack(provider, client, grant, way);
    return { end: 'incomplete', way, missing };
  }
  const account = await provider.whoIs(client, grant);
  if (account.kind !== 'ok') {
    await takeBack(provider, client, grant, way);
    return failed(way, account);
  }
  await keep(way, account.value, await withOldRefreshToken(way, account.value, grant), now);
  await connected(way, account.value);
  return { end: 'connected', way, account: account.value };
}

/** Users may untick scopes; a provider that does not say what was granted granted all. */
function missingOf(way: OAuthState, { scopes }: Grant): readonly string[] {
  return scopes === undefined ? [] : way.scopes.filter((one) => !scopes.includes(one));
}

/**
 * A provider may give the refresh token only the first time: that of the same account is still good then.
 */
async function withOldRefreshToken(
  { projectId, slug }: OAuthState,
  account: GrantedAccount,
  grant: Grant,
): Promise<Grant> {
  if (grant.refreshToken !== undefined || grant.expiresAt === undefined) return grant;
  const before = await getGrant(projectId, slug);
  const token = before?.account.id === account.id ? before.grant.refreshToken : undefined;
  return token === undefined ? grant : { ...grant, refreshToken: token };
}

async function keep(
  { projectId, slug, provider }: OAuthState,
  { id, name }: GrantedAccount,
  grant: Grant,
  now: Instant,
): Promise<void> {
  // A number that no grant before had: who is renewing one of those finds out that it is not his any more.
  const version = Date.parse(now);
  await OAuthGrantEntity.build(PutItemCommand)
    .item({
      ...{ projectId, slug, provider, version },
      account: { id, name },
      sealedGrant: await sealedGrant(projectId, slug, grant),
      grantedAt: now,
    })
    .send();
}

/** What is of no use is not left lying at the provider; that it stays there is no reason to fail. */
async function takeBack(
  provider: OAuthProvider,
  client: OAuthClient,
  grant: Grant,
  { projectId, slug }: OAuthState,
): Promise<void> {
  // Some end all that the same person granted before: then her other connections are worth more.
  if ((await typesGrantedBy(projectId, provider.name)).length > 0) return;
  const done = await provider.revoke(client, grant);
  if (done.kind !== 'ok') {
    logger.warn('A grant that cannot be used stays at its provider.', {
      projectId,
      slug,
      why: done.why,
    });
  }
}

function failed(way: OAuthState, { kind, why }: OAuthFailure): Finished {
  const { projectId, slug, provider } = way;
  logger.warn('An integration was not connected.', { projectId, slug, provider, kind, why });
  return { end: kind === 'not_now' ? 'not_now' : 'refused', way };
}
