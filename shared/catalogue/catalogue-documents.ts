import type { IntegrationTypeDocument, SphereDocument } from '../contracts/catalogue.ts';
import type { Language } from '../contracts/languages.ts';
import { CREDENTIAL_FIELDS } from './credential-fields.ts';
import type { IntegrationType, Need } from './integration-type.ts';
import { INTEGRATION_TYPES } from './integration-types.ts';
import { type BesideSlug, SERVICE_SLUGS, SERVICES_BESIDE } from './services.ts';
import type { Sphere } from './sphere.ts';
import { SPHERES } from './spheres.ts';
import { catalogueTexts } from './texts/index.ts';
import type { CatalogueTexts } from './texts/shape.ts';

/** A sphere as the API answers it. */
export function sphereDocument(sphere: Sphere, language: Language): SphereDocument {
  const { id, slug, icon, color, isActive, order } = sphere;
  const { name, about } = catalogueTexts(language).spheres[slug];
  return { id, slug, name, description: about, icon, color, is_active: isActive, order };
}

/** An integration type as the API answers it. */
export function integrationTypeDocument(
  type: IntegrationType,
  language: Language,
): IntegrationTypeDocument {
  const texts = catalogueTexts(language);
  const spheres = SPHERES.filter(({ slug }) => type.spheres.includes(slug));
  return {
    id: type.id,
    slug: type.slug,
    name: type.name,
    integration_type: type.kind,
    catalogue: true,
    description: texts.types[type.slug],
    icon: type.icon,
    color: type.color,
    spheres: spheres.map(({ id, slug }) => ({ id, slug, name: texts.spheres[slug].name })),
    available_countries: [...type.countries],
    requires_oauth: type.oauthProvider !== undefined,
    oauth_provider: type.oauthProvider ?? '',
    supports_webhooks: type.supportsWebhooks,
    supports_working_hours: type.supportsWorkingHours,
    is_active: type.isActive,
    order: type.order,
    availability: availabilityOf(type, texts),
    credentials: typedIn(type.slug),
  };
}

/** A service beside the catalogue in the same form: every business may have it, everywhere. */
export function serviceDocument(slug: BesideSlug, language: Language): IntegrationTypeDocument {
  const texts = catalogueTexts(language);
  const service = SERVICES_BESIDE[slug];
  const { name, icon, color } = service;
  return {
    ...{ id: null, slug, name, integration_type: 'service', catalogue: false, icon, color },
    description: texts.services[slug],
    spheres: SPHERES.map((one) => ({
      ...{ id: one.id, slug: one.slug, name: texts.spheres[one.slug].name },
    })),
    ...{ available_countries: [], requires_oauth: false, oauth_provider: '' },
    ...{ supports_webhooks: true, supports_working_hours: false, is_active: true },
    order: INTEGRATION_TYPES.length + SERVICE_SLUGS.indexOf(slug) + 1,
    availability: availabilityOf(service, texts),
    credentials: typedIn(slug),
  };
}

function availabilityOf(
  { needs }: { readonly needs?: Need },
  texts: CatalogueTexts,
): IntegrationTypeDocument['availability'] {
  return needs === undefined
    ? { state: 'connectable', needs: null }
    : { state: 'on_request', needs: { code: needs, message: texts.needs[needs] } };
}

function typedIn(slug: string): IntegrationTypeDocument['credentials'] {
  const { required = [], optional = [], settings = [] } = CREDENTIAL_FIELDS[slug] ?? {};
  return { required: [...required], optional: [...optional], settings: [...settings] };
}
