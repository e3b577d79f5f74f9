import type { Booking } from '../../../../shared/bookings/index.ts';
import type {
  BookingId,
  ClientId,
  ProjectId,
  ServiceId,
  SpecialistId,
} from '../../../../shared/platform/ids.ts';
import type { Project } from '../../../../shared/projects/index.ts';

/** A booking of Tuesday, 24 November 2026, 15:00 in Kyiv. */
export function aBooking(fields: Partial<Booking> & { id?: string } = {}): Booking {
  const { id = 'BOOKING00001', ...rest } = fields;
  return {
    projectId: 'salon' as ProjectId,
    bookingId: id as BookingId,
    code: 'K7M2',
    status: 'PENDING',
    specialistId: 'anna' as SpecialistId,
    specialistName: 'Анна',
    serviceId: 'haircut' as ServiceId,
    serviceName: 'Стрижка',
    startsAt: '2026-11-24T13:00:00.000Z',
    endsAt: '2026-11-24T14:00:00.000Z',
    timeZone: 'Europe/Kyiv',
    clientId: 'client1' as ClientId,
    clientName: 'Олена',
    clientPhone: '+380501234567',
    price: 45_050,
    currency: 'UAH',
    request: 1,
    requestedAt: '2026-11-20T10:00:00.000Z',
    reminders: 0,
    createdAt: '2026-11-20T10:00:00.000Z',
    updatedAt: '2026-11-20T10:00:00.000Z',
    actor: { kind: 'client', id: 'client1' as ClientId },
    version: 1,
    ...rest,
  };
}

/** A business with two specialists, the second of which works at home; only what rows need. */
export const PROJECT = {
  projectId: 'salon' as ProjectId,
  location: 'Хрещатик 1, Київ',
  specialists: [
    { specialistId: 'anna' as SpecialistId, name: 'Анна' },
    { specialistId: 'maria' as SpecialistId, name: 'Марія', location: 'Подол' },
  ],
} as unknown as Project;
