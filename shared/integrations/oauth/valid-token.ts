import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { $remove, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { addSeconds, type Instant } from '../../platform/clock.ts';
import { PassingFault, type Refusal, refuse } from '../../platform/errors.ts';
import { logger } from '../../platform/logger.ts';
import { count } from '../../platform/metrics.ts';
import type { OAuthProvider } from '../../platform/oauth/index.ts';
import { oauthClient } from './oauth-client.ts';
import { getGrant, OAuthGrantEntity, type StoredGrant, sealedGrant } from './oauth-grant.ts';

/** Longer than a provider has time to answer: while it lives, its holder may still get the new tokens. */
const RENEWAL_SECONDS = 30;
/** After a renewal that failed while the token at hand still holds. */
const PEACE_SECONDS = 3_600;
/** A token that holds at least so long may be used while somebody renews it. */
const CALM_SECONDS = 120;
const LOOK_AGAIN_MS = 250;
/** How long somebody waits for another one's renewal. */
const LOOKS = 32;

/** What a token is asked for with. */
export interface TokenPorts {
  readonly now: () => Instant;
  /** The grant is over: people have to know. Runs once for each grant, or again after a crash. */
  readonly over: (stored: StoredGrant, why: string) => Promise<void>;
  /** Waits so many milliseconds; a test has its own. */
  readonly pause?: (milliseconds: number) => Promise<void>;
}

/**
 * An access token that still holds, renewed if it has to be, or if nobody has renewed it for so long that the grant
 * would die of disuse. One container renews, however many ask: most providers end an old refresh token with its first
 * use, and two who used it at once would end the connection. The new tokens are stored before anybody uses them.
 *
 * @param refused a token that the service did not take although it should hold: it is not answered again
 * @returns the token; `not_connected` when nothing was granted; `needs_reauth` when the grant is over
 * @throws PassingFault while the provider cannot be reached and the token at hand does not hold
 */
export async function validToken(
  { projectId, slug }: Pick<StoredGrant, 'projectId' | 'slug'>,
  provider: OAuthProvider,
  ports: TokenPorts,
  refused?: string,
): Promise<string | Refusal<'not_connected' | 'needs_reauth'>> {
  const pause = ports.pause ?? patience;
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const stored = await getGrant(projectId, slug);
    if (!stored) return refuse('not_connected', `${slug} is not connected.`);
    if (stored.overSince) return refuse('needs_reauth', `${slug} has to be connected anew.`);
    const { accessToken } = stored.grant;
    const present = ports.now();
    if (accessToken !== refused && !isDue(stored, present, provider)) return accessToken;
    if (await claimRenewal(stored, present)) return renew(stored, provider, ports, refused);
    if (accessToken !== refused && holds(stored, present, CALM_SECONDS)) return accessToken;
    await pause(LOOK_AGAIN_MS);
  }
  throw new PassingFault(`Somebody renews the grant for ${slug}, and has not ended.`);
}

const holds = ({ grant: { expiresAt } }: StoredGrant, now: Instant, spare: number): boolean =>
  expiresAt === undefined || addSeconds(now, spare) < expiresAt;

/** Whether a grant is to be renewed: its token is near its end, or nobody has renewed it for too long. */
function isDue(
  stored: StoredGrant,
  now: Instant,
  { renewedBefore, renewedEvery }: OAuthProvider,
): boolean {
  const { grantedAt, renewedAt = grantedAt } = stored;
  const isIdle = renewedEvery !== undefined && addSeconds(renewedAt, renewedEvery) <= now;
  return isIdle || !holds(stored, now, renewedBefore);
}

/** @returns whether it is this caller who renews; the same grant, and nobody else at it */
async function claimRenewal(stored: StoredGrant, now: Instant): Promise<boolean> {
  const { projectId, slug, version } = stored;
  try {
    await OAuthGrantEntity.build(UpdateItemCommand)
      .item({ projectId, slug, renewedUntil: addSeconds(now, RENEWAL_SECONDS) })
      .options({
        condition: {
          and: [
            { attr: 'version', eq: version },
            {
              or: [
                { attr: 'renewedUntil', exists: false },
                { attr: 'renewedUntil', lte: now },
              ],
            },
          ],
        },
      })
      .send();
    return true;
  } catch (fault) {
    if (fault instanceof ConditionalCheckFailedException) return false;
    throw fault;
  }
}

async function renew(
  stored: StoredGrant,
  provider: OAuthProvider,
  { now, over }: TokenPorts,
  refused: string | undefined,
): Promise<string | Refusal<'needs_reauth'>> {
  const { projectId, slug, grant } = stored;
  const client = await oauthClient(provider);
  if (!client) throw new Error(`The installation is not registered at ${provider.name} any more.`);
  const renewed = await provider.refresh(client, grant, now());
  if (renewed.kind === 'ok') {
    const sealed = await sealedGrant(projectId, slug, renewed.value);
    await replace(stored, { sealedGrant: sealed, renewedAt: now() });
    return renewed.value.accessToken;
  }
  const { why } = renewed;
  logger.warn('A grant was not renewed.', { projectId, slug, provider: provider.name, why });
  // It is the installation that the provider does not accept, and so everybody's renewal fails.
  if (renewed.kind === 'refused') count('SignInRefused', { provider: provider.name });
  if (renewed.kind === 'over') {
    // First this: a crash between the two tells them once more, and nobody waits for ever.
    await over(stored, why);
    await replace(stored, { overSince: now() });
    return refuse('needs_reauth', `${slug} has to be connected anew.`);
  }
  const calm = holds(stored, now(), CALM_SECONDS) ? addSeconds(now(), PEACE_SECONDS) : undefined;
  await replace(stored, calm === undefined ? {} : { renewedUntil: calm });
  if (grant.accessToken !== refused && holds(stored, now(), 0)) return grant.accessToken;
  const { retryAfterSeconds } = renewed.kind === 'not_now' ? renewed : {};
  throw new PassingFault(`The grant for ${slug} cannot be renewed now: ${why}`, {
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

/** Ends the renewal with what it brought. A grant that was replaced or taken back meanwhile is left alone. */
async function replace(
  { projectId, slug, version }: StoredGrant,
  brought: Partial<Record<'sealedGrant' | 'renewedAt' | 'overSince' | 'renewedUntil', string>>,
): Promise<void> {
  const isNew = brought.sealedGrant !== undefined;
  try {
    await OAuthGrantEntity.build(UpdateItemCommand)
      .item({
        ...{ projectId, slug, renewedUntil: $remove(), ...brought },
        ...(isNew ? { version: version + 1 } : {}),
      })
      .options({ condition: { attr: 'version', eq: version } })
      .send();
  } catch (fault) {
    if (!(fault instanceof ConditionalCheckFailedException)) throw fault;
  }
}

const patience = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
