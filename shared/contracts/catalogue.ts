import * as z from 'zod';
import { country } from './country.ts';
import { LANGUAGES } from './languages.ts';

const language = z.enum(LANGUAGES).optional();
const slug = z.string().min(1).max(50);

/** The path of one sphere or integration type. */
export const slugPath = z.object({ slug });

/** `?language`: of the texts; absent: by `Accept-Language`, else English. */
export const spheresQuery = z.strictObject({ language });

/** `GET /api/accounts/integration-types/`: several filters hold at once. */
export const integrationTypesQuery = z.strictObject({
  sphere_id: z.coerce.number().int().min(1).optional(),
  sphere_slug: slug.optional(),
  /** Types that are there in this country: those of all countries too. */
  country: country.optional(),
  language,
});

/** A sphere of activity. `color` is `#rrggbb`, `icon` the name of a picture in the panel. */
export const sphereDocument = z.strictObject({
  id: z.int(),
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  icon: z.string(),
  color: z.string(),
  is_active: z.boolean(),
  order: z.int(),
});

export const sphereList = z.strictObject({ spheres: z.array(sphereDocument) });

/** What a type needs before it can be connected, and whether it can be. */
const availability = z.strictObject({
  /** `connectable` now, or `on_request`: `needs` says what is missing. */
  state: z.enum(['connectable', 'on_request']),
  needs: z
    .strictObject({
      code: z.enum(['service_account', 'preparation', 'approval', 'partnership', 'bridge']),
      message: z.string(),
    })
    .nullable(),
});

/** What is typed to connect it; all empty: its owner signs in there, or nothing is needed. */
const typedIn = z.strictObject({
  required: z.array(z.string()),
  optional: z.array(z.string()),
  /** Settings without which the credentials open nothing. */
  settings: z.array(z.string()),
});

/** Something that can be connected: one of the catalogue's types, or a service beside it. */
export const integrationTypeDocument = z.strictObject({
  /** `null` beside the catalogue. */
  id: z.int().nullable(),
  slug: z.string(),
  name: z.string(),
  integration_type: z.enum([
    ...['google_suite', 'messenger', 'scheduling', 'beauty', 'health'],
    'service',
  ] as const),
  /** `false`: reachable by its slug only; this product itself needs it. */
  catalogue: z.boolean(),
  description: z.string(),
  icon: z.string(),
  color: z.string(),
  spheres: z.array(z.strictObject({ id: z.int(), slug: z.string(), name: z.string() })),
  /** ISO 3166 codes; `Global`: everywhere; empty: everywhere. */
  available_countries: z.array(z.string()),
  requires_oauth: z.boolean(),
  /** Empty when none is required. */
  oauth_provider: z.string(),
  supports_webhooks: z.boolean(),
  supports_working_hours: z.boolean(),
  is_active: z.boolean(),
  order: z.int(),
  availability,
  credentials: typedIn,
});

export const integrationTypeList = z.strictObject({
  integration_types: z.array(integrationTypeDocument),
});

export type SphereDocument = z.output<typeof sphereDocument>;
export type SphereList = z.output<typeof sphereList>;
export type IntegrationTypeDocument = z.output<typeof integrationTypeDocument>;
export type IntegrationTypeList = z.output<typeof integrationTypeList>;
export type IntegrationTypesQuery = z.output<typeof integrationTypesQuery>;
