import { createHash, randomBytes } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { Entity, type FormattedItem } from 'dynamodb-toolbox/entity';
import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete';
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { item } from 'dynamodb-toolbox/schema/item';
import { list } from 'dynamodb-toolbox/schema/list';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { addSeconds, type Instant } from '../../platform/clock.ts';
import type { ProjectId, UserId } from '../../platform/ids.ts';
import { platformSecret } from '../../platform/secrets/platform-secret.ts';
import { open, type Sealed, seal } from '../../platform/secrets/sealed.ts';
import {
  mintWebhookToken,
  sameSecret,
  verifyWebhookToken,
} from '../../platform/secrets/webhook-token.ts';
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
    email: string().optional(),
    language: string(),
    redirectUri: string(),
    scopes: list(string()),
    sealedVerifier: string(),
    /** Hash of what the browser keeps in which somebody went on to the provider. */
    browserHash: string().optional(),
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
  /** Her address, as her token has it. */
  readonly email?: string | undefined;
  readonly language: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Instant;
}

/**
 * Remembers who is on the way. The text names the project and proves that the platform made it, so a forged one costs
 * no read; its random part is kept as a hash only.
 *
 * @returns `state`: what the provider hands back
 */
export async function rememberState(
  way: Omit<OAuthState, 'expiresAt'>,
  now: Instant,
): Promise<{ readonly state: string; readonly expiresAt: Instant }> {
  const { projectId } = way;
  const secret = await platformSecret();
  const random = randomBytes(RANDOM_BYTES).toString('base64url');
  // Of the code (RFC 7636), 43 characters.
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
  return { state: `${claim}.${random}`, expiresAt };
}

/** Who is on the way with this `state`, which stays good; `undefined`: nobody, or not any more. */
export async function peekState(state: string, now: Instant): Promise<OAuthState | undefined> {
  const key = await keyOf(state);
  if (!key) return undefined;
  const { Item: row } = await OAuthStateEntity.build(GetItemCommand)
    .key(key)
    .options({ consistent: true })
    .send();
  return row && row.expiresAt > now ? wayOf(row) : undefined;
}

/**
 * Binds a state to the browser in which somebody goes on to the provider: the first one, and no other.
 *
 * @param browser a secret that only this browser keeps
 * @returns `undefined` when nobody is on the way with it, or in another browser
 */
export async function bindState(
  state: string,
  browser: string,
  now: Instant,
): Promise<(OAuthState & { readonly verifier: string }) | undefined> {
  const key = await keyOf(state);
  if (!key) return undefined;
  const browserHash = hashOf(browser);
  try {
    const { Attributes } = await OAuthStateEntity.build(UpdateItemCommand)
      .item({ ...key, browserHash })
      .options({
        returnValues: 'ALL_NEW',
        condition: {
          and: [
            { attr: 'expiresAt', gt: now },
            {
              or: [
                { attr: 'browserHash', exists: false },
                { attr: 'browserHash', eq: browserHash },
              ],
            },
          ],
        },
      })
      .send();
    return await withVerifier(Attributes as unknown as StateRow);
  } catch (fault) {
    if (fault instanceof ConditionalCheckFailedException) return undefined;
    throw fault;
  }
}

/**
 * Who comes back with this `state`; once only.
 *
 * @param browser what the browser keeps that comes back
 * @returns `isSame`: whether it is the browser that went on to the provider; `undefined`: nobody was on the way with it,
 *   or not any more
 */
export async function takeState(
  state: string,
  browser: string | undefined,
  now: Instant,
): Promise<(OAuthState & { readonly verifier: string; readonly isSame: boolean }) | undefined> {
  const key = await keyOf(state);
  if (!key) return undefined;
  const { Attributes: row } = await OAuthStateEntity.build(DeleteItemCommand)
    .key(key)
    .options({ returnValues: 'ALL_OLD' })
    .send();
  if (!row || row.expiresAt <= now) return undefined;
  const isSame =
    browser !== undefined &&
    row.browserHash !== undefined &&
    sameSecret(hashOf(browser), row.browserHash);
  return { ...(await withVerifier(row as unknown as StateRow)), isSame };
}

/** What a genuine `state` names; a forged one costs no read. */
async function keyOf(
  state: string,
): Promise<{ readonly projectId: ProjectId; readonly hash: string } | undefined> {
  const [claim = '', random = '', ...more] = state.split('.');
  const named = verifyWebhookToken(await platformSecret(), PURPOSE, claim);
  if (!named || random === '' || more.length > 0) return undefined;
  return { projectId: named.projectId, hash: hashOf(random) };
}

type StateRow = FormattedItem<typeof OAuthStateEntity>;

function wayOf(row: StateRow): OAuthState {
  const { sealedVerifier: _seal, browserHash: _browser, ttl: _ttl, hash: _hash, ...way } = row;
  return { ...way, projectId: row.projectId as ProjectId, userId: row.userId as UserId };
}

async function withVerifier(row: StateRow): Promise<OAuthState & { readonly verifier: string }> {
  const way = wayOf(row);
  const verifier = open(await platformSecret(), way.projectId, SEAL, row.sealedVerifier as Sealed);
  return { ...way, verifier };
}

const hashOf = (random: string): string => createHash('sha256').update(random).digest('base64url');
