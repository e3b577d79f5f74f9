import { SERVICES, type ServiceSlug } from '../projects/index.ts';

/** Whether a slug names a service beside the catalogue that can be connected. */
export function isService(slug: string): slug is ServiceSlug {
  return SERVICES.some((one) => one === slug);
}

/** A service that stands in the configuration of a project; every other integration is its row alone. */
export type ConfiguredSlug = Exclude<ServiceSlug, 'altegio'>;

/** Whether connecting it is a change of the project's configuration. */
export function isConfigured(slug: string): slug is ConfiguredSlug {
  return isService(slug) && slug !== 'altegio';
}
