import { Entity } from 'dynamodb-toolbox/entity';
import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete';
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { addSeconds, expiresAt, type Instant } from './clock.ts';
import type { ProjectId } from './ids.ts';
import type { PlatformSecret } from './secrets/platform-secret.ts';
import { open, type Sealed, seal } from './secrets/sealed.ts';
import { keys } from './table/keys.ts';
import { table } from './table/table.ts';

/** A bearer token and the credentials it was made from: a token of credentials since replaced is not used. */
export interface AccessToken {
  readonly token: string;
  readonly credentialsId: string;
  readonly usableUntil: Instant;
}

/** Whose token it is, and at which service. */
export interface TokenOwner {
  readonly secret: PlatformSecret;
  readonly projectId: ProjectId;
  readonly provider: string;
}

export const AccessTokenEntity = new Entity({
  name: 'AccessToken',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    provider: string().key(),
    credentialsId: string(),
    sealedToken: string(),
    usableUntil: string(),
    ttl: number(),
  }),
  computeKey: ({ projectId, provider }) => keys.accessToken(projectId as ProjectId, provider),
});

/** The token that some container left for the others, while it can be used. */
export async function readToken(
  { secret, projectId, provider }: TokenOwner,
  now: Instant,
): Promise<AccessToken | undefined> {
  const { Item } = await AccessTokenEntity.build(GetItemCommand)
    .key({ projectId, provider })
    .send();
  if (Item === undefined || Item.usableUntil <= now) return undefined;
  try {
    const token = open(secret, projectId, purposeOf(provider), Item.sealedToken as Sealed);
    return { token, credentialsId: Item.credentialsId, usableUntil: Item.usableUntil };
  } catch {
    // Sealed with a key that is gone: a new token is one call away.
    return undefined;
  }
}

/** Leaves a fresh token for every container of the project, sealed, to be used for `usedSeconds`. */
export async function saveToken(
  { secret, projectId, provider }: TokenOwner,
  { token, credentialsId }: Pick<AccessToken, 'token' | 'credentialsId'>,
  usedSeconds: number,
  now: Instant,
): Promise<AccessToken> {
  const usableUntil = addSeconds(now, usedSeconds);
  await AccessTokenEntity.build(PutItemCommand)
    .item({
      ...{ projectId, provider, credentialsId, usableUntil },
      sealedToken: seal(secret, projectId, purposeOf(provider), token),
      ttl: expiresAt(now, usedSeconds),
    })
    .send();
  return { token, credentialsId, usableUntil };
}

/** Forgets a token of credentials that are gone. */
export async function forgetToken(projectId: ProjectId, provider: string): Promise<void> {
  await AccessTokenEntity.build(DeleteItemCommand).key({ projectId, provider }).send();
}

const purposeOf = (provider: string): string => `${provider}.access_token`;
