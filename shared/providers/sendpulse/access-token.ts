import { Entity } from 'dynamodb-toolbox/entity';
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { addSeconds, expiresAt, type Instant } from '../../platform/clock.ts';
import type { ProjectId } from '../../platform/ids.ts';
import type { PlatformSecret } from '../../platform/secrets/platform-secret.ts';
import { open, type Sealed, seal } from '../../platform/secrets/sealed.ts';
import { keys } from '../../platform/table/keys.ts';
import { table } from '../../platform/table/table.ts';

const PROVIDER = 'sendpulse';
const PURPOSE = 'sendpulse.access_token';
/** Tokens live an hour; a few minutes of it are left for clocks and calls on their way. */
const USED_SECONDS = 52 * 60;

/** A bearer token and the credentials it was made from: a token of credentials since replaced is not used. */
export interface AccessToken {
  readonly token: string;
  readonly credentialsId: string;
  readonly usableUntil: Instant;
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
  secret: PlatformSecret,
  projectId: ProjectId,
  now: Instant,
): Promise<AccessToken | undefined> {
  const { Item } = await AccessTokenEntity.build(GetItemCommand)
    .key({ projectId, provider: PROVIDER })
    .send();
  if (Item === undefined || Item.usableUntil <= now) return undefined;
  try {
    const token = open(secret, projectId, PURPOSE, Item.sealedToken as Sealed);
    return { token, credentialsId: Item.credentialsId, usableUntil: Item.usableUntil };
  } catch {
    // Sealed with a key that is gone: a new token is one call away.
    return undefined;
  }
}

/** Leaves a fresh token for every container of the project, sealed. */
export async function saveToken(
  secret: PlatformSecret,
  projectId: ProjectId,
  token: string,
  credentialsId: string,
  now: Instant,
): Promise<AccessToken> {
  const usableUntil = addSeconds(now, USED_SECONDS);
  await AccessTokenEntity.build(PutItemCommand)
    .item({
      projectId,
      provider: PROVIDER,
      credentialsId,
      sealedToken: seal(secret, projectId, PURPOSE, token),
      usableUntil,
      ttl: expiresAt(now, 3600),
    })
    .send();
  return { token, credentialsId, usableUntil };
}
