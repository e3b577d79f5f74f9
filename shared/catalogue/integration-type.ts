import type { SphereSlug } from '../contracts/sphere-slugs.ts';

/** Types by their slugs, in their order. A slug names the type in rows and paths: it never changes. */
export const TYPE_SLUGS = [
  'google-calendar',
  'google-meet',
  'google-sheets',
  'gmail',
  'telegram',
  'whatsapp',
  'instagram',
  'facebook-messenger',
  'calendly',
  'zoom',
  'booksy',
  'dikidi',
  'easyweek',
  'treatwell',
  'planity',
  'reservio',
  'salonized',
  'simplybook',
  'square',
  'fresha',
  'znanylekarz',
  'doctolib',
  'jameda',
  'docua',
  'helsi',
  'patientaccess',
  'zocdoc',
  'practo',
] as const;
export type TypeSlug = (typeof TYPE_SLUGS)[number];

/** The sections of the requirements. */
export type TypeKind = 'google_suite' | 'messenger' | 'scheduling' | 'beauty' | 'health';

/** Whose sign-in page asks the owner for consent. */
export type OAuthProvider = 'google' | 'meta' | 'calendly' | 'zoom' | 'square' | 'zocdoc';

/**
 * Why a type cannot be connected yet. `preparation`: it has an interface, which this product does not use yet;
 * `approval`: its interface is for software that it approved; `partnership`: only for its partners; `bridge`: it has
 * none.
 */
export type Need = 'preparation' | 'approval' | 'partnership' | 'bridge';

/** Something that can be connected to a project. Its texts stand in `texts/`. */
export interface IntegrationType {
  /** Never given to another. */
  readonly id: number;
  readonly slug: TypeSlug;
  /** As the service calls itself; the same in every language. */
  readonly name: string;
  readonly kind: TypeKind;
  readonly icon: string;
  /** `#rrggbb`. */
  readonly color: string;
  readonly spheres: readonly SphereSlug[];
  /** ISO 3166 codes; `Global` and none at all both mean everywhere. */
  readonly countries: readonly string[];
  readonly oauthProvider?: OAuthProvider;
  readonly supportsWebhooks: boolean;
  readonly supportsWorkingHours: boolean;
  readonly isActive: boolean;
  readonly order: number;
  /** Absent: it can be connected now. Then it has an effect: the rule of the catalogue. */
  readonly needs?: Need;
}
