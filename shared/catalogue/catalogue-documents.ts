import type { IntegrationTypeDocument, SphereDocument } from '../contracts/catalogue.ts';
import type { Language } from '../contracts/languages.ts';
import type { IntegrationType } from './integration-type.ts';
import type { Sphere } from './sphere.ts';
import { SPHERES } from './spheres.ts';
import { catalogueTexts } from './texts/index.ts';

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
    availability:
      type.needs === undefined
        ? { state: 'connectable', needs: null }
        : { state: 'on_request', needs: { code: type.needs, message: texts.needs[type.needs] } },
  };
}
