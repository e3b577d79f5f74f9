import type { SphereSlug } from '../../contracts/sphere-slugs.ts';
import type { Need, TypeSlug } from '../integration-type.ts';
import type { BesideSlug } from '../services.ts';

/** The texts of one language about the catalogue. */
export interface CatalogueTexts {
  readonly spheres: Readonly<Record<SphereSlug, { readonly name: string; readonly about: string }>>;
  readonly types: Readonly<Record<TypeSlug, string>>;
  readonly services: Readonly<Record<BesideSlug, string>>;
  readonly needs: Readonly<Record<Need, string>>;
}
