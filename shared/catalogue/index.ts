export { askedLanguage } from './asked-language.ts';
export { integrationTypeDocument } from './catalogue-documents.ts';
export { CREDENTIAL_FIELDS, type CredentialFields } from './credential-fields.ts';
export { findSphere } from './find-sphere.ts';
export {
  type IntegrationType,
  type Need,
  type OAuthProvider,
  TYPE_SLUGS,
  type TypeKind,
  type TypeSlug,
} from './integration-type.ts';
export { INTEGRATION_TYPES, integrationType } from './integration-types.ts';
export { listIntegrationTypes } from './list-integration-types.ts';
export { listSpheres } from './list-spheres.ts';
export { offeredIn } from './offered-in.ts';
export {
  type BesideSlug,
  SERVICE_SLUGS,
  SERVICES_BESIDE,
  type Service,
  serviceBeside,
} from './services.ts';
export { showIntegrationType } from './show-integration-type.ts';
export { showSphere } from './show-sphere.ts';
export type { Sphere } from './sphere.ts';
export { SPHERES } from './spheres.ts';
