import type { CalendarTexts } from './shape.ts';

export const ru: CalendarTexts = {
  waits: '⏳ Ожидает подтверждения',
  missed: '🚫 Клиент не пришёл',
  client: 'Клиент',
  phone: 'Телефон',
  service: 'Услуга',
  specialist: 'Специалист',
  code: 'Код записи',
};
