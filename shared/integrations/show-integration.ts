import type { IntegrationDocument } from '../contracts/integrations.ts';
import { isRefusal } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { findIntegration, type NotFound } from './find-integration.ts';
import { integrationDocument } from './integration-document.ts';

/** A request of a member about one integration. */
export interface AboutIntegration {
  readonly access: { readonly projectId: ProjectId };
  readonly path: { readonly integration_id: string };
}

/** One integration as the API answers it. */
export async function showIntegration({
  access: { projectId },
  path: { integration_id },
}: AboutIntegration): Promise<IntegrationDocument | NotFound> {
  const found = await findIntegration(projectId, integration_id);
  return isRefusal(found) ? found : integrationDocument(found.integration, found.project);
}
