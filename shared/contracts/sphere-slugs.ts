/** Spheres of activity by their slugs, in their order. What each holds stands in shared/catalogue. */
export const SPHERE_SLUGS = ['general', 'beauty', 'health'] as const;
export type SphereSlug = (typeof SPHERE_SLUGS)[number];
