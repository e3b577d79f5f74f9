import type { SphereDocument } from '../contracts/catalogue.ts';
import type { Language } from '../contracts/languages.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import { sphereDocument } from './catalogue-documents.ts';
import { findSphere } from './find-sphere.ts';

/** One sphere, or `sphere_not_found`. */
export function showSphere(
  slug: string,
  language: Language,
): SphereDocument | Refusal<'sphere_not_found'> {
  const sphere = findSphere(slug);
  if (!sphere) return refuse('sphere_not_found', 'There is no such sphere.');
  return sphereDocument(sphere, language);
}
