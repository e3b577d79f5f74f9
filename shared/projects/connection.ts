import { Entity } from 'dynamodb-toolbox/entity';
import { item } from 'dynamodb-toolbox/schema/item';
import { string } from 'dynamodb-toolbox/schema/string';
import type { ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';

/** The outside services a project can bring credentials of its own for. */
export const PROVIDERS = [
  'sendpulse',
  'telegram-reception',
  'telegram-specialist',
  'appsheet',
  'google',
] as const;
export type Provider = (typeof PROVIDERS)[number];

/** Credentials as the outside service names them, such as `client_id` and `client_secret`, or `api_key`. */
export type Credentials = Readonly<Record<string, string>>;

/** The project's own account at an outside service. */
export interface Connection {
  readonly provider: Provider;
  readonly credentials: Credentials;
  readonly connectedAt: string;
}

/** What its credentials are sealed for: a ciphertext moved to another project or service does not open. */
export const credentialsPurpose = (provider: Provider): string => `${provider}.credentials`;

/** A connection at rest: the credentials are sealed. */
export const ConnectionEntity = new Entity({
  name: 'Connection',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    provider: string()
      .enum(...PROVIDERS)
      .key(),
    sealedCredentials: string(),
    connectedAt: string(),
    connectedBy: string(),
  }),
  computeKey: ({ projectId, provider }) => keys.connection(projectId as ProjectId, provider),
});
