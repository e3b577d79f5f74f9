import type { SheetTexts } from './shape.ts';

export const ru: SheetTexts = {
  row: (title, row) => `${title}, строка ${row}`,
  heads: ['Дата', 'Полная дата', 'Время', 'ID клиента', 'Имя клиента', 'Услуга'],
};
