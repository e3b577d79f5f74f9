import type { CalendarTexts } from './shape.ts';

export const en: CalendarTexts = {
  waits: '⏳ Awaiting confirmation',
  missed: '🚫 Did not come',
  client: 'Client',
  phone: 'Phone',
  service: 'Service',
  specialist: 'Specialist',
  code: 'Booking code',
};
