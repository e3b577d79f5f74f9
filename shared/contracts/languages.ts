/** Languages in which the product itself speaks to people. */
export const LANGUAGES = ['uk', 'en', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];
