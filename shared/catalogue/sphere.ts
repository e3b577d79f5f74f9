import type { SphereSlug } from '../contracts/sphere-slugs.ts';

/** A sphere of activity: an owner chooses one, and is offered what belongs to it. Its texts stand in `texts/`. */
export interface Sphere {
  /** Never given to another. */
  readonly id: number;
  readonly slug: SphereSlug;
  /** Name of a picture in the panel. */
  readonly icon: string;
  /** `#rrggbb`. */
  readonly color: string;
  readonly isActive: boolean;
  readonly order: number;
}
