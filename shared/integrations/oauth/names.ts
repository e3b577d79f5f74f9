import { integrationType } from '../../catalogue/index.ts';

/** As people know them. */
const PROVIDER_NAMES: Readonly<Record<string, string>> = {
  google: 'Google',
  zoom: 'Zoom',
  calendly: 'Calendly',
  square: 'Square',
  meta: 'Facebook',
  instagram: 'Instagram',
};

/** What a page calls integration types and providers. */
export const names = {
  what: (slug: string): string => integrationType(slug)?.name ?? slug,
  provider: (name: string): string => PROVIDER_NAMES[name] ?? name,
};
