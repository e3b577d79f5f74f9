import type { Slot } from '../availability/index.ts';
import type { BookingDocument, SlotDocument } from '../contracts/bookings.ts';
import type { Refusal } from '../platform/errors.ts';
import { amountsOf, majorAmount } from './amounts.ts';
import type { Booking } from './booking.ts';
import type { Alternatives, BookingRefusal } from './refusals.ts';
import { sessionMinutes } from './session-times.ts';

/** A booking as the API answers it. */
export function bookingDocument(booking: Booking): BookingDocument {
  const { price, currency, clientPhone, remindedAt, decision, meetingUrl, flags, reason } = booking;
  return {
    booking_id: booking.bookingId,
    code: booking.code,
    status: booking.status,
    specialist_id: booking.specialistId,
    specialist_name: booking.specialistName,
    service_id: booking.serviceId,
    service_name: booking.serviceName,
    starts_at: booking.startsAt,
    ends_at: booking.endsAt,
    time_zone: booking.timeZone,
    client: {
      client_id: booking.clientId,
      name: booking.clientName,
      ...(clientPhone === undefined ? {} : { phone: clientPhone }),
    },
    ...(price === undefined || currency === undefined
      ? {}
      : { price: majorAmount(booking, price), currency }),
    requested_at: booking.requestedAt,
    reminders: booking.reminders,
    ...(remindedAt === undefined ? {} : { reminded_at: remindedAt }),
    ...(decision === undefined ? {} : { decision: { by: decision.by, at: decision.at } }),
    ...sessionOf(booking),
    payments: paymentsOf(booking),
    ...(flags === undefined ? {} : { flags: flags.map((flag) => ({ ...flag })) }),
    ...(meetingUrl === undefined ? {} : { meeting_url: meetingUrl }),
    ...(reason === undefined ? {} : { reason }),
    created_at: booking.createdAt,
    updated_at: booking.updatedAt,
    actor: { kind: booking.actor.kind, id: booking.actor.id },
    version: booking.version,
  };
}

function sessionOf(booking: Booking): Pick<BookingDocument, 'session'> {
  const { session } = booking;
  if (session === undefined) return {};
  const { planned, actual } = sessionMinutes(booking);
  return {
    session: {
      started_at: session.startedAt,
      ...(session.finishedAt === undefined ? {} : { finished_at: session.finishedAt }),
      planned_minutes: planned,
      ...(actual === undefined ? {} : { actual_minutes: actual }),
    },
  };
}

function paymentsOf(booking: Booking): BookingDocument['payments'] {
  const { payments = [] } = booking;
  const received = payments.map((one) => ({ ...one, amount: majorAmount(booking, one.amount) }));
  return { ...inMajorUnits(booking, amountsOf(booking)), received };
}

function inMajorUnits<Amounts extends Readonly<Record<string, number>>>(
  booking: Booking,
  amounts: Amounts,
): Amounts {
  const entries = Object.entries(amounts).map(([name, minor]) => [
    name,
    majorAmount(booking, minor),
  ]);
  return Object.fromEntries(entries) as Amounts;
}

/** What a refusal comes with on the wire. */
export type RefusalDetails = { alternatives: SlotDocument[] } | Readonly<Record<string, unknown>>;

/**
 * A refusal as the API answers it: the alternatives of a taken time in the spelling of the wire, amounts in major
 * units of `booking`.
 */
export function refusalDocument<Refused extends BookingRefusal>(
  refusal: Refused,
  booking?: Booking,
): Refusal<Refused['refused'], RefusalDetails | undefined> {
  const { refused, message, details } = refusal as BookingRefusal & Refused;
  if (refused === 'slot_taken') {
    const { alternatives } = details as Alternatives;
    return { refused, message, details: { alternatives: alternatives.map(slotDocument) } };
  }
  if (details === undefined) return { refused, message };
  const plain = details as Readonly<Record<string, number>>;
  const shown = refused === 'overpaid' && booking ? inMajorUnits(booking, plain) : plain;
  return { refused, message, details: shown };
}

function slotDocument(slot: Slot): SlotDocument {
  return {
    specialist_id: slot.specialistId,
    service_id: slot.serviceId,
    starts_at: slot.startsAt,
    ends_at: slot.endsAt,
  };
}
