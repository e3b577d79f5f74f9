import type { Sphere } from './sphere.ts';
import { SPHERES } from './spheres.ts';

/** The sphere of an id or a slug, or `undefined`. */
export function findSphere(by: number | string): Sphere | undefined {
  return SPHERES.find(({ id, slug }) => id === by || slug === by);
}
