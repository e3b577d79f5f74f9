import * as z from 'zod';

/** A country as people send it (ISO 3166-1 alpha-2, any case); read in capitals. */
export const country = z
  .string()
  .trim()
  .toUpperCase()
  .refine(isCountry, 'A country is two letters of ISO 3166, such as UA.');

/** What CLDR names although it is no country: unions, pseudo-locales, the unknown. */
const NO_COUNTRIES = ['EU', 'EZ', 'UN', 'XA', 'XB', 'ZZ', 'QO'];

function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code) || NO_COUNTRIES.includes(code)) return false;
  // `GB` has a former name too: a code that CLDR replaces by another (UK) is not the one to store.
  if (new Intl.Locale(`und-${code}`).region !== code) return false;
  return new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) !== undefined;
}
