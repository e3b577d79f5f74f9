import type { BookingDocument, SlotDocument } from '../contracts/bookings.ts';
import { majorUnits } from '../contracts/money.ts';
import type { Refusal } from '../platform/errors.ts';
import type { Booking } from './booking.ts';
import type { Alternatives, BookingRefusal } from './refusals.ts';

/** A booking as the API answers it. */
export function bookingDocument(booking: Booking): BookingDocument {
  const { price, currency, clientPhone, reason } = booking;
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
      : { price: majorUnits(price, currency), currency }),
    ...(reason === undefined ? {} : { reason }),
    created_at: booking.createdAt,
    updated_at: booking.updatedAt,
    actor: { kind: booking.actor.kind, id: booking.actor.id },
    version: booking.version,
  };
}

/** A refusal as the API answers it: the alternatives of a taken time in the spelling of the wire. */
export function refusalDocument<Refused extends BookingRefusal>(
  refusal: Refused,
): Refusal<Refused['refused'], { alternatives: SlotDocument[] } | undefined> {
  const { refused, message } = refusal;
  if (refusal.refused !== 'slot_taken') return { refused, message };
  const { alternatives } = refusal.details as Alternatives;
  const slots = alternatives.map((slot) => ({
    specialist_id: slot.specialistId,
    service_id: slot.serviceId,
    starts_at: slot.startsAt,
    ends_at: slot.endsAt,
  }));
  return { refused, message, details: { alternatives: slots } };
}
