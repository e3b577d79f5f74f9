import type { Booking } from '../../../../shared/bookings/index.ts';
import type {
  BookingId,
  ClientId,
  ProjectId,
  ServiceId,
  SpecialistId,
} from '../../../../shared/platform/ids.ts';

/** A booking of Saturday, 21 November 2026, 10:00 in Kyiv. */
export function aBooking(changes: Partial<Booking> = {}): Booking {
  return {
    projectId: 'salon' as ProjectId,
    bookingId: 'BOOKING0000000000001' as BookingId,
    code: 'K7Q2',
    status: 'CONFIRMED',
    specialistId: 'S1' as SpecialistId,
    specialistName: 'Анна',
    serviceId: 'haircut' as ServiceId,
    serviceName: 'Стрижка',
    startsAt: '2026-11-21T08:00:00.000Z',
    endsAt: '2026-11-21T09:00:00.000Z',
    timeZone: 'Europe/Kyiv',
    clientId: 'client-1' as ClientId,
    clientName: 'Олена',
    clientPhone: '+380501112233',
    request: 1,
    requestedAt: '2026-11-20T08:00:00.000Z',
    reminders: 0,
    createdAt: '2026-11-20T08:00:00.000Z',
    updatedAt: '2026-11-20T08:00:00.000Z',
    actor: { kind: 'member', id: 'owner' },
    version: 1,
    ...changes,
  };
}
