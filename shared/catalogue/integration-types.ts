import { SPHERE_SLUGS } from '../contracts/sphere-slugs.ts';
import { type IntegrationType, TYPE_SLUGS, type TypeSlug } from './integration-type.ts';

type Entry = Omit<
  IntegrationType,
  'id' | 'slug' | 'isActive' | 'order' | 'supportsWebhooks' | 'supportsWorkingHours'
> & { readonly supportsWebhooks?: true; readonly supportsWorkingHours?: true };

const google = {
  kind: 'google_suite',
  spheres: SPHERE_SLUGS,
  countries: [],
  oauthProvider: 'google',
} as const;
const messenger = {
  kind: 'messenger',
  spheres: SPHERE_SLUGS,
  countries: [],
  supportsWebhooks: true,
} as const;
const scheduling = {
  kind: 'scheduling',
  spheres: SPHERE_SLUGS,
  countries: [],
  supportsWebhooks: true,
} as const;
const beauty = { kind: 'beauty', spheres: ['beauty'] } as const;
const health = { kind: 'health', spheres: ['health'] } as const;

/**
 * What the requirements name of each type. Webhooks and what is needed are as far as the platforms document them: what
 * nobody could confirm counts as not there.
 */
const ENTRIES: Readonly<Record<TypeSlug, Entry>> = {
  'google-calendar': {
    ...google,
    ...{ name: 'Google Calendar', icon: 'google-calendar', color: '#4285f4' },
    supportsWebhooks: true,
  },
  'google-meet': {
    ...google,
    ...{ name: 'Google Meet', icon: 'google-meet', color: '#00897b' },
  },
  'google-sheets': {
    ...google,
    ...{ name: 'Google Sheets', icon: 'google-sheets', color: '#0f9d58' },
  },
  gmail: {
    ...google,
    ...{ name: 'Gmail', icon: 'gmail', color: '#ea4335', needs: 'preparation' },
  },
  telegram: {
    ...messenger,
    ...{ name: 'Telegram', icon: 'telegram', color: '#26a5e4', supportsWorkingHours: true },
  },
  whatsapp: {
    ...messenger,
    ...{ name: 'WhatsApp', icon: 'whatsapp', color: '#25d366' },
    ...{ oauthProvider: 'meta', needs: 'preparation' },
  },
  instagram: {
    ...messenger,
    ...{ name: 'Instagram', icon: 'instagram', color: '#e4405f', supportsWorkingHours: true },
    ...{ oauthProvider: 'meta', needs: 'preparation' },
  },
  'facebook-messenger': {
    ...messenger,
    ...{ name: 'Facebook Messenger', icon: 'facebook-messenger', color: '#0084ff' },
    ...{ supportsWorkingHours: true, oauthProvider: 'meta', needs: 'preparation' },
  },
  calendly: {
    ...scheduling,
    ...{ name: 'Calendly', icon: 'calendly', color: '#006bff', oauthProvider: 'calendly' },
  },
  zoom: {
    ...scheduling,
    ...{ name: 'Zoom', icon: 'zoom', color: '#2d8cff', oauthProvider: 'zoom' },
  },

  booksy: {
    ...beauty,
    ...{ name: 'Booksy', icon: 'booksy', color: '#00a3ad', supportsWebhooks: true },
    ...{ countries: ['PL', 'US', 'GB', 'CA', 'AU'], needs: 'partnership' },
  },
  dikidi: {
    ...beauty,
    ...{ name: 'Dikidi', icon: 'dikidi', color: '#ff5a5f', countries: ['UA'], needs: 'bridge' },
  },
  easyweek: {
    ...beauty,
    ...{ name: 'EasyWeek', icon: 'easyweek', color: '#2563eb' },
    ...{ countries: ['UA', 'PL'], needs: 'partnership' },
  },
  treatwell: {
    ...beauty,
    ...{ name: 'Treatwell', icon: 'treatwell', color: '#ff6b57' },
    ...{ countries: ['GB', 'DE', 'FR', 'ES', 'IT'], needs: 'partnership' },
  },
  planity: {
    ...beauty,
    ...{ name: 'Planity', icon: 'planity', color: '#1d1d1f' },
    ...{ countries: ['FR', 'BE'], needs: 'bridge' },
  },
  reservio: {
    ...beauty,
    ...{ name: 'Reservio', icon: 'reservio', color: '#3366ff' },
    ...{ countries: ['ES', 'CZ', 'SK'], needs: 'preparation' },
  },
  salonized: {
    ...beauty,
    ...{ name: 'Salonized', icon: 'salonized', color: '#f06292' },
    ...{ countries: ['NL', 'BE'], needs: 'bridge' },
  },
  simplybook: {
    ...beauty,
    ...{ name: 'SimplyBook.me', icon: 'simplybook', color: '#06adef', countries: ['Global'] },
  },
  square: {
    ...beauty,
    ...{ name: 'Square Appointments', icon: 'square', color: '#3e4348', supportsWebhooks: true },
    ...{ countries: ['Global'], oauthProvider: 'square' },
  },
  fresha: {
    ...beauty,
    ...{ name: 'Fresha', icon: 'fresha', color: '#101928' },
    ...{ countries: ['GB', 'Global'], needs: 'bridge' },
  },

  znanylekarz: {
    ...health,
    ...{ name: 'Znany Lekarz / Doctoralia', icon: 'doctoralia', color: '#00c3a5' },
    ...{ countries: ['PL', 'ES', 'IT', 'BR', 'MX'], supportsWebhooks: true, needs: 'approval' },
  },
  doctolib: {
    ...health,
    ...{ name: 'Doctolib', icon: 'doctolib', color: '#107aca' },
    ...{ countries: ['FR', 'DE', 'IT'], needs: 'partnership' },
  },
  jameda: {
    ...health,
    ...{ name: 'Jameda', icon: 'jameda', color: '#00b9ae', supportsWebhooks: true },
    ...{ countries: ['DE'], needs: 'approval' },
  },
  docua: {
    ...health,
    ...{ name: 'Doc.ua', icon: 'docua', color: '#2fb457', countries: ['UA'], needs: 'bridge' },
  },
  helsi: {
    ...health,
    ...{ name: 'Helsi', icon: 'helsi', color: '#00a19b', countries: ['UA'], needs: 'partnership' },
  },
  patientaccess: {
    ...health,
    ...{ name: 'Patient Access', icon: 'patientaccess', color: '#005eb8' },
    ...{ countries: ['GB'], needs: 'partnership' },
  },
  zocdoc: {
    ...health,
    ...{ name: 'Zocdoc', icon: 'zocdoc', color: '#00234b', supportsWebhooks: true },
    ...{ countries: ['US'], oauthProvider: 'zocdoc', needs: 'approval' },
  },
  practo: {
    ...health,
    ...{ name: 'Practo', icon: 'practo', color: '#14bef0' },
    ...{ countries: ['IN'], needs: 'partnership' },
  },
};

/** The 28 integration types of the requirements. */
export const INTEGRATION_TYPES: readonly IntegrationType[] = /* @__PURE__ */ TYPE_SLUGS.map(
  (slug, index) => ({
    id: index + 1,
    slug,
    supportsWebhooks: false,
    supportsWorkingHours: false,
    isActive: true,
    order: index + 1,
    ...ENTRIES[slug],
  }),
);

/** The type of a slug, or `undefined`. */
export function integrationType(slug: string): IntegrationType | undefined {
  return INTEGRATION_TYPES.find((type) => type.slug === slug);
}
