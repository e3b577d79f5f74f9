import { type IntegrationType, type Need, offeredIn } from '../catalogue/index.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { Project } from '../projects/index.ts';

/** The refusal of what cannot be connected yet. */
export function onRequest(name: string, needs: Need) {
  const message = `${name} cannot be connected yet; its entry in the catalogue says what it needs.`;
  return refuse('on_request', message, { needs });
}

/** What a project pays for, as far as integrations go; shared/billing knows. */
export interface MayHave {
  /** `general`: types that every business may have; `all`: those of its sphere too. */
  readonly integrations: 'general' | 'all';
  readonly workingHours: boolean;
}

export type NotOffered =
  | Refusal<'not_in_sphere', { readonly sphere: string; readonly spheres: readonly string[] }>
  | Refusal<'not_in_country', { readonly country: string; readonly countries: readonly string[] }>
  | Refusal<'on_request', { readonly needs: string }>
  | Refusal<'not_in_package', { readonly needs: string }>;

/**
 * Whether a project may connect a type: it belongs to its sphere, is there in its country, can be connected at all, and
 * is paid for; in this order, so that the reason is the one that matters.
 *
 * @returns `undefined` when it may
 */
export function mayConnect(
  type: IntegrationType,
  project: Pick<Project, 'sphere' | 'country'>,
  has: MayHave,
): NotOffered | undefined {
  const { sphere = 'general', country } = project;
  if (!type.spheres.includes(sphere)) {
    const spheres = [...type.spheres];
    const message = `${type.name} belongs to the sphere ${spheres.join(', ')}; this project's is ${sphere}.`;
    return refuse('not_in_sphere', message, { sphere, spheres });
  }
  if (country !== undefined && !offeredIn(type, country)) {
    const countries = [...type.countries];
    const message = `${type.name} is there in ${countries.join(', ')}; this project is in ${country}.`;
    return refuse('not_in_country', message, { country, countries });
  }
  if (type.needs !== undefined) {
    return onRequest(type.name, type.needs);
  }
  if (has.integrations === 'general' && !type.spheres.includes('general')) {
    const message = `${type.name} belongs to the package Starter and those above it.`;
    return refuse('not_in_package', message, { needs: 'starter' });
  }
  return undefined;
}
