import { Entity } from 'dynamodb-toolbox/entity';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { QUOTA_ALERTS } from '../billing/index.ts';
import type { Instant } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';

/** What the people of a project are told of. Without a conversation it concerns all of them. */
export const ALERT_KINDS = [
  'outage',
  'hand_over',
  'client_budget',
  'project_budget',
  /** A bot cannot reach the chat; the subject is `<role>:<chat id>`. */
  'unreachable_chat',
  /** The messenger no longer takes the bot's token, or there is none; the subject is its role. */
  'bot_disabled',
  /**
   * A place outside does not show the bookings as they are; the subject is its destination, `appsheet`, or
   * `appsheet:unread` when it does not say what it shows.
   */
  'destination_differs',
  /** A service no longer takes what the project gave it; the subject is the integration's slug. */
  'integration_attention',
  /** Entries of a sheet or calendar that block no time since they cannot be read; the subject is the place. */
  'unreadable_rows',
  /** A sheet or calendar takes the time of bookings; the subject is the place. */
  'busy_elsewhere',
  /** Of a project's monthly turns: they will not last, are nearly used, are used. The subject is the month. */
  ...QUOTA_ALERTS,
  /** A client wrote outside the working hours of her channel and waits for an answer; the subject is hers. */
  'written_when_closed',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** Something that people have to look at: one row for as long as it goes on, not one for every turn that meets it. */
export interface Alert {
  readonly projectId: ProjectId;
  readonly kind: AlertKind;
  /** The conversation, chat or bot it is about; absent: the project. */
  readonly subject?: string;
  /** What exactly, in the project's language, where the kind does not say all. */
  readonly text?: string;
  readonly since: Instant;
  readonly lastAt: Instant;
  /** How many turns met it. */
  readonly count: number;
}

/** An alert as it is read: without a subject of its own its subject is `-`. */
export type StoredAlert = Alert & { readonly subject: string };

export const AlertEntity = new Entity({
  name: 'Alert',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    kind: string()
      .enum(...ALERT_KINDS)
      .key(),
    subject: string().key().default('-'),
    text: string().optional(),
    since: string(),
    lastAt: string(),
    count: number(),
    ttl: number(),
  }),
  computeKey: ({ projectId, kind, subject }) => keys.alert(projectId as ProjectId, kind, subject),
});
