import type { IntegrationTypeDocument } from '../contracts/catalogue.ts';
import type { Language } from '../contracts/languages.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import { integrationTypeDocument, serviceDocument } from './catalogue-documents.ts';
import { integrationType } from './integration-types.ts';
import { SERVICE_SLUGS } from './services.ts';

/** One integration type, or one service beside the catalogue; else `integration_type_not_found`. */
export function showIntegrationType(
  slug: string,
  language: Language,
): IntegrationTypeDocument | Refusal<'integration_type_not_found'> {
  const type = integrationType(slug);
  const beside = SERVICE_SLUGS.find((one) => one === slug);
  if (beside) return serviceDocument(beside, language);
  if (!type) return refuse('integration_type_not_found', 'There is no such integration type.');
  return integrationTypeDocument(type, language);
}
