import type { SheetTexts } from './shape.ts';

export const en: SheetTexts = {
  row: (title, row) => `${title}, row ${row}`,
  heads: ['Date', 'Full date', 'Time', 'Client ID', 'Client name', 'Service'],
};
