import { Entity } from 'dynamodb-toolbox/entity';
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut';
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate';
import { $remove, $set } from 'dynamodb-toolbox/entity/actions/update';
import { item } from 'dynamodb-toolbox/schema/item';
import { list } from 'dynamodb-toolbox/schema/list';
import { map } from 'dynamodb-toolbox/schema/map';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import type { BookingId, ClientId, ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import {
  BOOKING_STATUSES,
  type Booking,
  CALL_MAKERS,
  FLAG_KINDS,
  PAYMENT_METHODS,
} from './booking.ts';

/** The stored booking. Ended ones stay in the indexes; readers filter by status. */
export const bookingRow = new Entity({
  name: 'Booking',
  table,
  schema: item({
    projectId: string().key(),
    bookingId: string().key(),
    projectKey: string().hidden(),
    clientKey: string().hidden(),
    code: string(),
    status: string().enum(...BOOKING_STATUSES),
    specialistId: string(),
    specialistName: string(),
    serviceId: string(),
    serviceName: string(),
    startsAt: string(),
    endsAt: string(),
    timeZone: string(),
    clientId: string(),
    clientName: string(),
    clientPhone: string().optional(),
    conversationId: string().optional(),
    language: string().optional(),
    price: number().optional(),
    currency: string().optional(),
    // Absent from rows that are older than reception's bot.
    request: number().optional(),
    requestedAt: string().optional(),
    reminders: number().optional(),
    remindedAt: string().optional(),
    decision: map({ by: string(), at: string(), version: number() }).optional(),
    session: map({ startedAt: string(), finishedAt: string().optional() }).optional(),
    payments: list(
      map({
        amount: number(),
        method: string().enum(...PAYMENT_METHODS),
        at: string(),
        by: string(),
      }),
    ).optional(),
    meetingUrl: string().optional(),
    meetingBy: string()
      .enum(...CALL_MAKERS)
      .optional(),
    flags: list(
      map({ kind: string().enum(...FLAG_KINDS), source: string(), at: string() }),
    ).optional(),
    createdAt: string(),
    updatedAt: string(),
    actor: map({
      kind: string().enum('client', 'staff', 'specialist', 'member', 'sync', 'timer'),
      id: string(),
    }),
    reason: string().optional(),
    version: number(),
    wishes: string(),
    changeKeys: list(string()),
  }),
  computeKey: ({ projectId, bookingId }) =>
    keys.booking(projectId as ProjectId, bookingId as BookingId),
  timestamps: false,
});

/** A booking with what its row remembers of the requests that made it. */
export interface StoredBooking {
  readonly booking: Booking;
  /** What the first request wished for, so that its copy is told from another request with the same key. */
  readonly wishes: string;
  /** Keys of the latest changes: a late copy of one changes nothing. */
  readonly changeKeys: readonly string[];
}

/** How many keys of changes a booking remembers. */
const KEYS_REMEMBERED = 20;

/** Reads a booking, always the latest acknowledged version. */
export async function readBooking(
  projectId: ProjectId,
  bookingId: BookingId,
): Promise<StoredBooking | undefined> {
  const { Item } = await bookingRow
    .build(GetItemCommand)
    .key({ projectId, bookingId })
    .options({ consistent: true })
    .send();
  if (Item === undefined) return undefined;
  return { booking: asBooking(Item), wishes: Item.wishes, changeKeys: Item.changeKeys };
}

/** What every booking has, by what rows had before: they still wait for the answer to their first request. */
type OlderRow = Booking & Partial<Pick<Booking, 'request' | 'requestedAt' | 'reminders'>>;

/** The booking in a row, read or from the stream: drops what only the row knows, and completes an older one. */
export function asBooking(row: object): Booking {
  const { wishes: _, changeKeys: __, ...booking } = row as OlderRow & Partial<StoredBooking>;
  const { request = 1, requestedAt = booking.createdAt, reminders = 0 } = booking;
  return { ...booking, request, requestedAt, reminders };
}

/** The entry of a transaction that stores a new booking, on condition that its id has none. */
export function insertBooking(booking: Booking, wishes: string): PutTransaction<typeof bookingRow> {
  const { payments, flags, ...rest } = booking;
  const { projectId, clientId } = rest;
  return bookingRow
    .build(PutTransaction)
    .item({
      ...rest,
      ...(payments ? { payments: [...payments] } : {}),
      ...(flags ? { flags: [...flags] } : {}),
      projectKey: keys.index.bookingsOfProject(projectId),
      clientKey: keys.index.bookingsOfClient(projectId, clientId as ClientId),
      wishes,
      changeKeys: [],
    })
    .options({ condition: { attr: 'version', exists: false } });
}

/**
 * The entry of a transaction that stores the next version of a booking, on condition that the stored one is the one
 * that was read. What `next` has no more is removed; attributes that this code does not know survive.
 *
 * @param changeKey the idempotency key of the change, remembered with it
 */
export function updateBooking(
  stored: StoredBooking,
  next: Booking,
  changeKey?: string,
): UpdateTransaction<typeof bookingRow> {
  const { projectId, bookingId, status, specialistId, specialistName, startsAt, endsAt } = next;
  const changeKeys = [...stored.changeKeys, ...(changeKey ? [changeKey] : [])];
  return bookingRow
    .build(UpdateTransaction)
    .item({
      projectId,
      bookingId,
      status,
      specialistId,
      specialistName,
      startsAt,
      endsAt,
      updatedAt: next.updatedAt,
      actor: next.actor,
      request: next.request,
      requestedAt: next.requestedAt,
      reminders: next.reminders,
      remindedAt: next.remindedAt ?? $remove(),
      decision: next.decision ? $set(next.decision) : $remove(),
      session: next.session ? $set(next.session) : $remove(),
      payments: next.payments ? $set([...next.payments]) : $remove(),
      flags: next.flags ? $set([...next.flags]) : $remove(),
      meetingUrl: next.meetingUrl ?? $remove(),
      meetingBy: next.meetingBy ?? $remove(),
      reason: next.reason ?? $remove(),
      version: next.version,
      changeKeys: $set(changeKeys.slice(-KEYS_REMEMBERED)),
    })
    .options({ condition: { attr: 'version', eq: stored.booking.version } });
}
