import type { SheetTexts } from './shape.ts';

export const uk: SheetTexts = {
  heads: ['Дата', 'Повна дата', 'Час', 'ID клієнта', 'Ім’я клієнта', 'Послуга'],
};
