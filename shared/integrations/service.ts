import type { ServiceSlug } from '../projects/index.ts';

/** A service beside the catalogue, which this product itself needs. */
export interface Service {
  /** As it is called everywhere. */
  readonly name: string;
  readonly icon: string;
  /** `#rrggbb`. */
  readonly color: string;
}

/** The services beside the catalogue, in their order. */
export const SERVICE_NAMES: Readonly<Record<ServiceSlug, Service>> = {
  sendpulse: { name: 'SendPulse', icon: 'sendpulse', color: '#009fc1' },
  'telegram-reception': { name: 'DivaReceptionBot', icon: 'telegram', color: '#26a5e4' },
  'telegram-specialist': { name: 'KeshaZeroGap', icon: 'telegram', color: '#26a5e4' },
  appsheet: { name: 'AppSheet', icon: 'appsheet', color: '#1a73e8' },
  google: { name: 'Google service account', icon: 'google', color: '#4285f4' },
  altegio: { name: 'Altegio', icon: 'altegio', color: '#fb6340' },
};

/** Whether a slug names one of them. */
export function isService(slug: string): slug is ServiceSlug {
  return Object.hasOwn(SERVICE_NAMES, slug);
}

/** A service that stands in the configuration of a project; every other integration is its row alone. */
export type ConfiguredSlug = Exclude<ServiceSlug, 'altegio'>;

/** Whether connecting it is a change of the project's configuration. */
export function isConfigured(slug: string): slug is ConfiguredSlug {
  return isService(slug) && slug !== 'altegio';
}
