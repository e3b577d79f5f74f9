import type { CalendarTexts } from './shape.ts';

export const uk: CalendarTexts = {
  waits: '⏳ Очікує підтвердження',
  missed: '🚫 Клієнт не прийшов',
  client: 'Клієнт',
  phone: 'Телефон',
  service: 'Послуга',
  specialist: 'Спеціаліст',
  code: 'Код запису',
};
