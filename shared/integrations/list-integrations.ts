import type { IntegrationList, IntegrationsQuery } from '../contracts/integrations.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { getProject } from '../projects/index.ts';
import { allIntegrations } from './all-integrations.ts';
import { integrationDocument } from './integration-document.ts';
import { pageOf } from './page-of.ts';

/**
 * The integrations of a project as the API answers them, by the order of the catalogue, page by page (100 unless told).
 *
 * @returns a page, `invalid_cursor`, or `project_not_found`
 */
export async function listIntegrations({
  access: { projectId },
  query,
}: {
  readonly access: { readonly projectId: ProjectId };
  readonly query: IntegrationsQuery;
}): Promise<IntegrationList | Refusal<'invalid_cursor' | 'project_not_found'>> {
  const [project, all] = await Promise.all([getProject(projectId), allIntegrations(projectId)]);
  if (!project) return refuse('project_not_found', 'There is no such project.');
  const { status, is_active, catalogue } = query;
  const chosen = (one: (typeof all)[number]) =>
    (status === undefined || one.status === status) &&
    (is_active === undefined || one.active === is_active) &&
    (catalogue === undefined || (one.type !== undefined) === catalogue);
  const page = pageOf(all, query, ({ slug }) => slug, chosen);
  if ('refused' in page) return page;
  const { entries, ...rest } = page;
  return { integrations: entries.map((one) => integrationDocument(one, project)), ...rest };
}
