import type { FormattedItem } from 'dynamodb-toolbox/entity';
import { type IntegrationType, integrationType } from '../catalogue/index.ts';
import type { Instant } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import type { ConnectionEntity, ConnectionTrouble, HoursRow, Provider } from '../projects/index.ts';

export type IntegrationStatus = 'connected' | 'needs_attention' | 'disconnected';

/** A project's connection to one service. There is one of each service at most, so its slug is its id. */
export interface Integration {
  readonly projectId: ProjectId;
  readonly slug: Provider;
  /** Absent: a service beside the catalogue. */
  readonly type?: IntegrationType;
  readonly status: IntegrationStatus;
  /** Why it is not connected; absent when it is. */
  readonly trouble?: ConnectionTrouble;
  /** `false`: switched off by its owner; it has no effect then. */
  readonly active: boolean;
  readonly hasCredentials: boolean;
  readonly credentialFields: readonly string[];
  /** Who it is at the service. */
  readonly account?: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly hours: readonly HoursRow[];
  /** Absent: the project's. */
  readonly hoursTimeZone?: string;
  readonly hoursVersion: number;
  readonly connectedAt: Instant;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** What the row of a connection says; one that the configuration wrote says little, and is connected. */
export function asIntegration(row: FormattedItem<typeof ConnectionEntity>): Integration {
  const { projectId, provider, sealedCredentials, connectedAt } = row;
  const type = integrationType(provider);
  return {
    projectId: projectId as ProjectId,
    slug: provider as Provider,
    ...(type ? { type } : {}),
    status: row.status ?? 'connected',
    ...(row.trouble ? { trouble: row.trouble } : {}),
    active: row.active ?? true,
    hasCredentials: sealedCredentials !== undefined,
    credentialFields: row.credentialFields ?? [],
    ...(row.account === undefined ? {} : { account: row.account }),
    settings: row.settings ?? {},
    hours: (row.hours ?? []) as readonly HoursRow[],
    ...(row.hoursTimeZone === undefined ? {} : { hoursTimeZone: row.hoursTimeZone }),
    hoursVersion: row.hoursVersion ?? 0,
    connectedAt,
    createdAt: row.createdAt ?? connectedAt,
    updatedAt: row.updatedAt ?? connectedAt,
  };
}
