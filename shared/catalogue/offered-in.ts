import type { IntegrationType } from './integration-type.ts';

/** Whether a type is there in a country (ISO 3166); an unknown country could be any. */
export function offeredIn({ countries }: IntegrationType, country: string | undefined): boolean {
  if (countries.length === 0 || countries.includes('Global')) return true;
  return country === undefined || countries.includes(country);
}
