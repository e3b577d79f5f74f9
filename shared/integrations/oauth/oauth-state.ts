import { createHash, randomBytes } from 'node:crypto';
import { Entity } from 'dynamodb-toolbox/entity';
import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete';
import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { item } from 'dynamodb-toolbox/schema/item';
import { list } from 'dynamodb-toolbox/schema/list';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { addSeconds, type Instant } from '../../platform/clock.ts';
import type { ProjectId, UserId } from '../../platform/ids.ts';
import { platformSecret } from '../../platform/secrets/platform-secret.ts';
import { open, type Sealed, seal } from '../../platform/secrets/sealed.ts';
import { mintWebhookToken, verifyWebhookToken } from '../../platform/secrets/webhook-token.ts';
import { keys } from '../../platform/table/keys.ts';
import { table } from '../../platform/table/table.ts';

/** Long enough to find a password, short enough that a link somebody left lying about is of no use. */
export const STATE_SECONDS = 600;
const PURPOSE = 'oauth-state';
const SEAL = 'oauth-state.verifier';
const RANDOM_BYTES = 32;

const OAuthStateEntity = new Entity({
  name: 'OAuthState',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    hash: string().key(),
    slug: string(),
    provider: string(),
    userId: string(),
    language: string(),
    redirectUri: string(),
    scopes: list(string()),
    sealedVerifier: string(),
    expiresAt: string(),
    ttl: number(),
  }),
  computeKey: ({ projectId, hash }) => keys.oauthState(projectId as ProjectId, hash),
});

/** A person on the way to a provider and back. */
export interface OAuthState {
  readonly projectId: ProjectId;
  /** The integration type to be connected. */
  readonly slug: string;
  readonly provider: string;
  /** Who started it. */
  readonly userId: UserId;
  readonly language: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Instant;
}

/**
 * Remembers who is on the way. The text names the project and proves that the platform made it, so a forged one costs
 * no read; its random part is kept as a hash only.
 *
 * @returns `state`: what the provider hands back; `verifier`: of the code (RFC 7636), 43 characters
 */
export async function rememberState(
  way: Omit<OAuthState, 'expiresAt'>,
  now: Instant,
): Promise<{ readonly state: string; readonly verifier: string; readonly expiresAt: Instant }> {
  const { projectId } = way;
  const secret = await platformSecret();
  const random = randomBytes(RANDOM_BYTES).toString('base64url');
  const verifier = randomBytes(RANDOM_BYTES).toString('base64url');
  const expiresAt = addSeconds(now, STATE_SECONDS);
  const claim = mintWebhookToken(secret, { projectId, purpose: PURPOSE, rotation: 0 });
  await OAuthStateEntity.build(PutItemCommand)
    .item({
      ...way,
      scopes: [...way.scopes],
      hash: hashOf(random),
      sealedVerifier: seal(secret, projectId, SEAL, verifier),
      expiresAt,
      ttl: Math.ceil(Date.parse(expiresAt) / 1000),
    })
    .send();
  return { state: `${claim}.${random}`, verifier, expiresAt };
}

/** Who comes back with this `state`; once only. `undefined`: nobody was on the way with it, or not any more. */
export async function takeState(
  state: string,
  now: Instant,
): Promise<(OAuthState & { readonly verifier: string }) | undefined> {
  const [claim = '', random = '', ...more] = state.split('.');
  const secret = await platformSecret();
  const named = verifyWebhookToken(secret, PURPOSE, claim);
  if (!named || random === '' || more.length > 0) return undefined;
  const { projectId } = named;
  const { Attributes: row } = await OAuthStateEntity.build(DeleteItemCommand)
    .key({ projectId, hash: hashOf(random) })
    .options({ returnValues: 'ALL_OLD' })
    .send();
  if (!row || row.expiresAt <= now) return undefined;
  const { sealedVerifier, ttl: _ttl, hash: _hash, ...way } = row;
  const verifier = open(secret, projectId, SEAL, sealedVerifier as Sealed);
  return { ...way, projectId, userId: row.userId as UserId, verifier };
}

const hashOf = (random: string): string => createHash('sha256').update(random).digest('base64url');
