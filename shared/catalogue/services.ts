import type { Need } from './integration-type.ts';

/** What can be connected beside the 28 types, because this product itself needs it. */
export const SERVICE_SLUGS = [
  'sendpulse',
  'telegram-reception',
  'telegram-specialist',
  'appsheet',
  'google',
  'altegio',
  'stripe',
] as const;
export type BesideSlug = (typeof SERVICE_SLUGS)[number];

/** One of them. Its texts stand in `texts/`. */
export interface Service {
  /** As it is called everywhere. */
  readonly name: string;
  readonly icon: string;
  /** `#rrggbb`. */
  readonly color: string;
  /** Absent: it can be connected now. */
  readonly needs?: Need;
}

/** The services beside the catalogue, in their order. */
export const SERVICES_BESIDE: Readonly<Record<BesideSlug, Service>> = {
  sendpulse: { name: 'SendPulse', icon: 'sendpulse', color: '#009fc1' },
  'telegram-reception': { name: 'DivaReceptionBot', icon: 'telegram', color: '#26a5e4' },
  'telegram-specialist': { name: 'KeshaZeroGap', icon: 'telegram', color: '#26a5e4' },
  appsheet: { name: 'AppSheet', icon: 'appsheet', color: '#1a73e8' },
  google: { name: 'Google service account', icon: 'google', color: '#4285f4' },
  altegio: { name: 'Altegio', icon: 'altegio', color: '#fb6340' },
  stripe: { name: 'Stripe', icon: 'stripe', color: '#635bff', needs: 'preparation' },
};

/** The service beside the catalogue that a slug names, or `undefined`. */
export function serviceBeside(slug: string): Service | undefined {
  return Object.hasOwn(SERVICES_BESIDE, slug) ? SERVICES_BESIDE[slug as BesideSlug] : undefined;
}
