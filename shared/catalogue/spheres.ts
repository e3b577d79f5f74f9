import type { Sphere } from './sphere.ts';

/** The three spheres of the requirements. */
export const SPHERES: readonly Sphere[] = [
  { id: 1, slug: 'general', icon: 'briefcase', color: '#4c6ef5', isActive: true, order: 1 },
  { id: 2, slug: 'beauty', icon: 'scissors', color: '#e64980', isActive: true, order: 2 },
  { id: 3, slug: 'health', icon: 'stethoscope', color: '#12b886', isActive: true, order: 3 },
];
