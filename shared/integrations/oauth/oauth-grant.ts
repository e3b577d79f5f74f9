import { Entity } from 'dynamodb-toolbox/entity';
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { item } from 'dynamodb-toolbox/schema/item';
import { map } from 'dynamodb-toolbox/schema/map';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import type { Instant } from '../../platform/clock.ts';
import type { ProjectId } from '../../platform/ids.ts';
import type { Grant, GrantedAccount } from '../../platform/oauth/index.ts';
import { platformSecret } from '../../platform/secrets/platform-secret.ts';
import { open, type Sealed, seal } from '../../platform/secrets/sealed.ts';
import { keys } from '../../platform/table/keys.ts';
import { table } from '../../platform/table/table.ts';

/** What a person granted, at rest: the tokens are sealed. */
export const OAuthGrantEntity = new Entity({
  name: 'OAuthGrant',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    slug: string().key(),
    provider: string(),
    account: map({ id: string(), name: string() }),
    sealedGrant: string(),
    /** Counts the grants that stood here: the same number means the same tokens. */
    version: number(),
    grantedAt: string(),
    /** Absent: not since then. */
    renewedAt: string().optional(),
    /** Somebody renews it until then. */
    renewedUntil: string().optional(),
    /** Since when it is over. */
    overSince: string().optional(),
  }),
  computeKey: ({ projectId, slug }) => keys.oauthGrant(projectId as ProjectId, slug),
});

/** A grant that stands for an integration type of a project. */
export interface StoredGrant {
  readonly projectId: ProjectId;
  readonly slug: string;
  readonly provider: string;
  readonly account: GrantedAccount;
  readonly grant: Grant;
  readonly version: number;
  readonly grantedAt: Instant;
  readonly renewedAt?: Instant;
  readonly renewedUntil?: Instant;
  readonly overSince?: Instant;
}

const sealFor = (slug: string): string => `oauth-grant.${slug}`;

/** The tokens of a grant as they are stored: sealed for this project and integration type. */
export async function sealedGrant(
  projectId: ProjectId,
  slug: string,
  grant: Grant,
): Promise<Sealed> {
  return seal(await platformSecret(), projectId, sealFor(slug), JSON.stringify(grant));
}

/** The grant for an integration type, strongly read; `undefined` when there is none. */
export async function getGrant(
  projectId: ProjectId,
  slug: string,
): Promise<StoredGrant | undefined> {
  const { Item } = await OAuthGrantEntity.build(GetItemCommand)
    .key({ projectId, slug })
    .options({ consistent: true })
    .send();
  if (!Item) return undefined;
  const { sealedGrant: sealed, ...row } = Item;
  const plain = open(await platformSecret(), projectId, sealFor(slug), sealed as Sealed);
  return { ...row, grant: JSON.parse(plain) as Grant } as StoredGrant;
}

/** Whether there is a grant for an integration type that is not over, as far as is known here. */
export async function isGranted(projectId: ProjectId, slug: string): Promise<boolean> {
  const { Item } = await OAuthGrantEntity.build(GetItemCommand)
    .key({ projectId, slug })
    .options({ consistent: true })
    .send();
  return Item !== undefined && Item.overSince === undefined;
}

/**
 * The integration types of a project that stand on grants of a provider.
 *
 * @param accountId only those of this account; absent: of any
 */
export async function typesGrantedBy(
  projectId: ProjectId,
  provider: string,
  accountId?: string,
): Promise<readonly string[]> {
  const { pk, sk } = keys.oauthGrant(projectId, '');
  const { Items = [] } = await table
    .build(QueryCommand)
    .entities(OAuthGrantEntity)
    .query({ partition: pk, range: { beginsWith: sk } })
    .options({ consistent: true })
    .send();
  return Items.filter(
    (one) => one.provider === provider && (accountId ?? one.account.id) === one.account.id,
  ).map(({ slug }) => slug);
}
