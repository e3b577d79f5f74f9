import type { IntegrationTypeList, IntegrationTypesQuery } from '../contracts/catalogue.ts';
import type { Language } from '../contracts/languages.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import { integrationTypeDocument } from './catalogue-documents.ts';
import { findSphere } from './find-sphere.ts';
import { INTEGRATION_TYPES } from './integration-types.ts';
import { offeredIn } from './offered-in.ts';

type UnknownSphere = Refusal<'invalid_input', readonly { path: string; message: string }[]>;

/**
 * The active integration types, in their order.
 *
 * @param filter those of the sphere (by id, by slug) and of the country that it names; all of them hold at once
 * @returns the list, or `invalid_input` for a sphere that there is not
 */
export function listIntegrationTypes(
  filter: Omit<IntegrationTypesQuery, 'language'>,
  language: Language,
): IntegrationTypeList | UnknownSphere {
  const { sphere_id, sphere_slug, country } = filter;
  const named = Object.entries({ sphere_id, sphere_slug }).filter(([, by]) => by !== undefined);
  const unknown = named.filter(([, by]) => !findSphere(by ?? '')).map(([path]) => path);
  if (unknown.length > 0) {
    const problems = unknown.map((path) => ({ path, message: 'There is no such sphere.' }));
    return refuse('invalid_input', `Not valid: ${unknown.join(', ')}.`, problems);
  }
  const spheres = named.flatMap(([, by]) => findSphere(by ?? '')?.slug ?? []);
  const types = INTEGRATION_TYPES.filter(({ isActive }) => isActive)
    .filter((type) => spheres.every((sphere) => type.spheres.includes(sphere)))
    .filter((type) => country === undefined || offeredIn(type, country));
  return { integration_types: types.map((type) => integrationTypeDocument(type, language)) };
}
