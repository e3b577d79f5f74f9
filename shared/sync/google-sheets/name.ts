/** Keys of the table and intervals of specialists' days carry it, so it never changes. */
export const GOOGLE_SHEETS = 'google-sheets';
