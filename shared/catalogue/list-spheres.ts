import type { SphereList } from '../contracts/catalogue.ts';
import type { Language } from '../contracts/languages.ts';
import { sphereDocument } from './catalogue-documents.ts';
import { SPHERES } from './spheres.ts';

/** The active spheres, in their order. */
export function listSpheres(language: Language): SphereList {
  const active = SPHERES.filter(({ isActive }) => isActive);
  return { spheres: active.map((sphere) => sphereDocument(sphere, language)) };
}
