import { Entity } from 'dynamodb-toolbox/entity';
import { any } from 'dynamodb-toolbox/schema/any';
import { boolean } from 'dynamodb-toolbox/schema/boolean';
import { item } from 'dynamodb-toolbox/schema/item';
import { list } from 'dynamodb-toolbox/schema/list';
import { map } from 'dynamodb-toolbox/schema/map';
import { number } from 'dynamodb-toolbox/schema/number';
import { record } from 'dynamodb-toolbox/schema/record';
import { string } from 'dynamodb-toolbox/schema/string';
import type { TypeSlug } from '../catalogue/index.ts';
import type { Instant } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';

/** The outside services beside the catalogue that a project can bring credentials of its own for. */
export const SERVICES = [
  'sendpulse',
  'telegram-reception',
  'telegram-specialist',
  'appsheet',
  'google',
  'altegio',
] as const;
export type ServiceSlug = (typeof SERVICES)[number];

/** Everything that a project can be connected to: those services, and the types of the catalogue. */
export type Provider = ServiceSlug | TypeSlug;

/** Credentials as the outside service names them, such as `client_id` and `client_secret`, or `api_key`. */
export type Credentials = Readonly<Record<string, string>>;

/** The project's own account at an outside service. */
export interface Connection {
  readonly provider: Provider;
  readonly credentials: Credentials;
  /** What its integration has beside them; empty when the configuration wrote it. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly connectedAt: string;
}

/** What its credentials are sealed for: a ciphertext moved to another project or service does not open. */
export const credentialsPurpose = (provider: Provider): string => `${provider}.credentials`;

/** Why a connection is not as it should be. */
export interface ConnectionTrouble {
  /** For programs, such as `credentials_refused`. */
  readonly code: string;
  /** One English sentence without secrets. */
  readonly message: string;
  readonly since: Instant;
}

/** Hours of the AI in one messenger: of a weekday (0 is Monday), or of one date instead of its weekday's. */
export interface HoursRow {
  readonly id: string;
  readonly weekday?: number;
  /** `YYYY-MM-DD`. */
  readonly date?: string;
  /** `HH:MM`; absent only when it is off. */
  readonly start?: string;
  /** `HH:MM`, exclusive, at most `24:00`. */
  readonly end?: string;
  readonly enabled: boolean;
}

/**
 * A connection at rest, one for each project and service: the credentials are sealed. What is optional is absent in a row
 * that the configuration wrote: it is connected, active and has no settings of its own.
 */
export const ConnectionEntity = new Entity({
  name: 'Connection',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    /** A {@link Provider}. */
    provider: string().key(),
    /** Absent: it has none, or has none any more. */
    sealedCredentials: string().optional(),
    /** What the credentials are called, for whoever may not open them. */
    credentialFields: list(string()).optional(),
    /** Who it is at the service: `@salon_bot`, an e-mail. */
    account: string().optional(),
    status: string().enum('connected', 'needs_attention', 'disconnected').optional(),
    trouble: map({ code: string(), message: string(), since: string() }).optional(),
    /** `false`: its owner has switched it off for now. */
    active: boolean().optional(),
    settings: record(string(), any()).optional(),
    hours: list(
      map({
        id: string(),
        weekday: number().optional(),
        date: string().optional(),
        start: string().optional(),
        end: string().optional(),
        enabled: boolean(),
      }),
    ).optional(),
    /** IANA zone of the hours; absent: the project's. */
    hoursTimeZone: string().optional(),
    /** Counts changes of the hours: the condition of the next one. */
    hoursVersion: number().optional(),
    connectedAt: string(),
    connectedBy: string(),
    createdAt: string().optional(),
    updatedAt: string().optional(),
  }),
  computeKey: ({ projectId, provider }) => keys.connection(projectId as ProjectId, provider),
});
