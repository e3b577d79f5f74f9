import type { SheetTexts } from './shape.ts';

export const ru: SheetTexts = {
  heads: ['Дата', 'Полная дата', 'Время', 'ID клиента', 'Имя клиента', 'Услуга'],
};
