import { CREDENTIAL_FIELDS, serviceBeside } from '../catalogue/index.ts';
import type { IntegrationDocument } from '../contracts/integrations.ts';
import type { Project } from '../projects/index.ts';
import type { Integration } from './integration.ts';
import { settingsIn } from './project-sections.ts';
import { isConfigured } from './service.ts';

/** An integration as the API answers it: of its credentials it says how they are called, and no more. */
export function integrationDocument(
  integration: Integration,
  project: Project,
): IntegrationDocument {
  const { slug, type, trouble, hasCredentials, credentialFields } = integration;
  const signedIn = type?.oauthProvider !== undefined && integration.status !== 'disconnected';
  const look = type ?? serviceBeside(slug) ?? UNKNOWN;
  // A row that the configuration wrote does not name them.
  const fields =
    credentialFields.length > 0 ? credentialFields : (CREDENTIAL_FIELDS[slug]?.required ?? []);
  return {
    id: slug,
    integration_type_id: type?.id ?? null,
    integration_type_slug: slug,
    catalogue: type !== undefined,
    name: look.name,
    icon: look.icon,
    color: look.color,
    status: integration.status,
    reason: trouble ?? null,
    is_active: integration.active,
    account: integration.account ?? null,
    credentials: { set: hasCredentials || signedIn, fields: hasCredentials ? [...fields] : [] },
    settings: isConfigured(slug) ? { ...settingsIn(project, slug) } : { ...integration.settings },
    supports_working_hours: type?.supportsWorkingHours ?? false,
    requires_oauth: type?.oauthProvider !== undefined,
    oauth_provider: type?.oauthProvider ?? '',
    connected_at: integration.connectedAt,
    created_at: integration.createdAt,
    updated_at: integration.updatedAt,
  };
}

/** What an older catalogue called otherwise. */
const UNKNOWN = { name: '?', icon: 'plug', color: '#868e96' };
