import { Entity } from 'dynamodb-toolbox/entity';
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import type { Booking } from '../bookings/index.ts';
import { expiresAt, type Instant } from '../platform/clock.ts';
import type { BookingId, ConversationId, ProjectId, TurnId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';

/** Receipts are asked for while their turn may still be retried, which ends with the dead-letter queue's 14 days. */
const KEPT_SECONDS = 15 * 24 * 3600;

export const EFFECTS = ['booked', 'moved', 'cancelled'] as const;
export type Effect = (typeof EFFECTS)[number];

/** What a turn committed: the committed row as far as it is spoken of, written in the booking's own transaction. */
export interface Receipt {
  readonly projectId: ProjectId;
  readonly conversationId: ConversationId;
  readonly turnId: TurnId;
  /** Counts the effects of a turn from 1. */
  readonly step: number;
  readonly effect: Effect;
  readonly bookingId: BookingId;
  readonly code: string;
  readonly status: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly specialistId: string;
  readonly specialistName: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly timeZone: string;
  /** Minor units of `currency`. */
  readonly price?: number;
  readonly currency?: string;
}

export const ReceiptEntity = new Entity({
  name: 'Receipt',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    conversationId: string().key(),
    turnId: string().key(),
    step: number().key(),
    effect: string(),
    bookingId: string(),
    code: string(),
    status: string(),
    serviceId: string(),
    serviceName: string(),
    specialistId: string(),
    specialistName: string(),
    startsAt: string(),
    endsAt: string(),
    timeZone: string(),
    price: number().optional(),
    currency: string().optional(),
    ttl: number(),
  }),
  computeKey: ({ projectId, conversationId, turnId, step }) =>
    keys.receipt(projectId as ProjectId, conversationId as ConversationId, turnId as TurnId, step),
});

/** The receipt of `effect` on a committed `booking`. */
export function receiptOf(
  turn: Pick<Receipt, 'projectId' | 'conversationId' | 'turnId' | 'step'>,
  effect: Effect,
  booking: Booking,
): Receipt {
  const { bookingId, code, status, serviceId, serviceName, specialistId, specialistName } = booking;
  const { startsAt, endsAt, timeZone, price, currency } = booking;
  return {
    ...turn,
    effect,
    bookingId,
    code,
    status,
    serviceId,
    serviceName,
    specialistId,
    specialistName,
    startsAt,
    endsAt,
    timeZone,
    ...(price === undefined ? {} : { price }),
    ...(currency === undefined ? {} : { currency }),
  };
}

/** The entry that writes `receipt` in its booking's transaction; a receipt that is there already cancels it. */
export function putReceipt(receipt: Receipt, now: Instant) {
  return ReceiptEntity.build(PutTransaction)
    .item({ ...receipt, ttl: expiresAt(now, KEPT_SECONDS) })
    .options({ condition: { attr: 'turnId', exists: false } });
}
