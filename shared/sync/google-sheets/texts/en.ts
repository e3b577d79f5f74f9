import type { SheetTexts } from './shape.ts';

export const en: SheetTexts = {
  heads: ['Date', 'Full date', 'Time', 'Client ID', 'Client name', 'Service'],
};
