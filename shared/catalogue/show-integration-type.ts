import type { IntegrationTypeDocument } from '../contracts/catalogue.ts';
import type { Language } from '../contracts/languages.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import { integrationTypeDocument } from './catalogue-documents.ts';
import { integrationType } from './integration-types.ts';

/** One integration type, or `integration_type_not_found`. */
export function showIntegrationType(
  slug: string,
  language: Language,
): IntegrationTypeDocument | Refusal<'integration_type_not_found'> {
  const type = integrationType(slug);
  if (!type) return refuse('integration_type_not_found', 'There is no such integration type.');
  return integrationTypeDocument(type, language);
}
