import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  INTEGRATION_TYPES,
  integrationTypeDocument,
  offeredIn,
  SPHERES,
  type TypeKind,
} from '../../../shared/catalogue/index.ts';
import { integrationTypeDocument as contract } from '../../../shared/contracts/catalogue.ts';
import { country } from '../../../shared/contracts/country.ts';
import { LANGUAGES } from '../../../shared/contracts/languages.ts';

const ALL = ['general', 'beauty', 'health'];

/** What the requirements say of each type, in their order: name, section, countries, spheres, `⏰`, OAuth. */
const REQUIRED: readonly [string, string, TypeKind, string[], string[], boolean, string][] = [
  ['google-calendar', 'Google Calendar', 'google_suite', [], ALL, false, 'google'],
  ['google-meet', 'Google Meet', 'google_suite', [], ALL, false, 'google'],
  ['google-sheets', 'Google Sheets', 'google_suite', [], ALL, false, 'google'],
  ['gmail', 'Gmail', 'google_suite', [], ALL, false, 'google'],
  ['telegram', 'Telegram', 'messenger', [], ALL, true, ''],
  ['whatsapp', 'WhatsApp', 'messenger', [], ALL, false, 'meta'],
  ['instagram', 'Instagram', 'messenger', [], ALL, true, 'meta'],
  ['facebook-messenger', 'Facebook Messenger', 'messenger', [], ALL, true, 'meta'],
  ['calendly', 'Calendly', 'scheduling', [], ALL, false, 'calendly'],
  ['zoom', 'Zoom', 'scheduling', [], ALL, false, 'zoom'],
  ['booksy', 'Booksy', 'beauty', ['PL', 'US', 'GB', 'CA', 'AU'], ['beauty'], false, ''],
  ['dikidi', 'Dikidi', 'beauty', ['UA'], ['beauty'], false, ''],
  ['easyweek', 'EasyWeek', 'beauty', ['UA', 'PL'], ['beauty'], false, ''],
  ['treatwell', 'Treatwell', 'beauty', ['GB', 'DE', 'FR', 'ES', 'IT'], ['beauty'], false, ''],
  ['planity', 'Planity', 'beauty', ['FR', 'BE'], ['beauty'], false, ''],
  ['reservio', 'Reservio', 'beauty', ['ES', 'CZ', 'SK'], ['beauty'], false, ''],
  ['salonized', 'Salonized', 'beauty', ['NL', 'BE'], ['beauty'], false, ''],
  ['simplybook', 'SimplyBook.me', 'beauty', ['Global'], ['beauty'], false, ''],
  ['square', 'Square Appointments', 'beauty', ['Global'], ['beauty'], false, 'square'],
  ['fresha', 'Fresha', 'beauty', ['GB', 'Global'], ['beauty'], false, ''],
  [
    'znanylekarz',
    ...(['Znany Lekarz / Doctoralia', 'health'] as const),
    ...[['PL', 'ES', 'IT', 'BR', 'MX'], ['health']],
    ...[false, ''],
  ] as unknown as (typeof REQUIRED)[number],
  ['doctolib', 'Doctolib', 'health', ['FR', 'DE', 'IT'], ['health'], false, ''],
  ['jameda', 'Jameda', 'health', ['DE'], ['health'], false, ''],
  ['docua', 'Doc.ua', 'health', ['UA'], ['health'], false, ''],
  ['helsi', 'Helsi', 'health', ['UA'], ['health'], false, ''],
  ['patientaccess', 'Patient Access', 'health', ['GB'], ['health'], false, ''],
  ['zocdoc', 'Zocdoc', 'health', ['US'], ['health'], false, 'zocdoc'],
  ['practo', 'Practo', 'health', ['IN'], ['health'], false, ''],
];

describe('the catalogue', () => {
  it('has the three spheres', () => {
    expect(SPHERES.map(({ id, slug, order }) => [id, slug, order])).toEqual([
      [1, 'general', 1],
      [2, 'beauty', 2],
      [3, 'health', 3],
    ]);
  });

  it('has the 28 types of the requirements, each as it is written there', () => {
    expect(REQUIRED).toHaveLength(28);
    expect(
      INTEGRATION_TYPES.map((type) => [
        type.slug,
        type.name,
        type.kind,
        type.countries,
        type.spheres,
        type.supportsWorkingHours,
        type.oauthProvider ?? '',
      ]),
    ).toEqual(REQUIRED);
  });

  it('numbers types and spheres once and for all', () => {
    const numbers = INTEGRATION_TYPES.map(({ id }) => id);
    expect(numbers).toEqual(Array.from({ length: 28 }, (_, index) => index + 1));
    expect(INTEGRATION_TYPES.map(({ order }) => order)).toEqual(numbers);
  });

  it.each(LANGUAGES)('is told in %s, whole and in its own words', (language) => {
    const documents = INTEGRATION_TYPES.map((type) => integrationTypeDocument(type, language));
    for (const document of documents) {
      expect(contract.safeParse(document).error, document.slug).toBeUndefined();
      expect(document.description.length, document.slug).toBeGreaterThan(20);
      expect(/[а-яіїєґ]/i.test(document.description), document.slug).toBe(language !== 'en');
      expect(/[іїєґ]/i.test(document.description) && language === 'ru').toBe(false);
      expect(document.color).toMatch(/^#[0-9a-f]{6}$/);
      expect(document.icon).toMatch(/^[a-z-]+$/);
    }
    expect(new Set(documents.map(({ description }) => description)).size).toBe(28);
  });

  it('offers to connect only what has an effect: docs/house.md names it', () => {
    const house = readFileSync('docs/house.md', 'utf8');
    for (const { slug, needs } of INTEGRATION_TYPES) {
      if (needs === undefined) expect(house, slug).toContain(`| \`${slug}\` |`);
    }
    const need = (slug: string) => INTEGRATION_TYPES.find((type) => type.slug === slug)?.needs;
    expect(['booksy', 'dikidi', 'zocdoc', 'gmail'].map(need)).toEqual([
      ...['partnership', 'bridge', 'approval', 'preparation'],
    ]);
  });

  it('knows where a type is there', () => {
    const offered = (slug: string, country?: string) =>
      INTEGRATION_TYPES.some((type) => type.slug === slug && offeredIn(type, country));
    expect(offered('dikidi', 'UA')).toBe(true);
    expect(offered('dikidi', 'PL')).toBe(false);
    expect(offered('dikidi')).toBe(true);
    expect(offered('fresha', 'JP')).toBe(true);
    expect(offered('gmail', 'JP')).toBe(true);
  });
});

describe('a country', () => {
  it.each([
    ['UA', 'UA'],
    [' gb ', 'GB'],
    ['XK', 'XK'],
  ])('%o is %s', (text, code) => expect(country.parse(text)).toBe(code));

  it.each(['', 'U', 'UKR', 'UK', 'XX', 'ZZ', 'EU', 'У А', '12', 'SU'])('is not %o', (text) => {
    expect(country.safeParse(text).success).toBe(false);
  });
});
