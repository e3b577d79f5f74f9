import type { SheetTexts } from './shape.ts';

export const uk: SheetTexts = {
  row: (title, row) => `${title}, рядок ${row}`,
  heads: ['Дата', 'Повна дата', 'Час', 'ID клієнта', 'Ім’я клієнта', 'Послуга'],
};
