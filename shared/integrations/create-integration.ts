import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import {
  INTEGRATION_TYPES,
  type IntegrationType,
  integrationType,
  serviceBeside,
} from '../catalogue/index.ts';
import type { IntegrationDocument, NewIntegration } from '../contracts/integrations.ts';
import { now } from '../platform/clock.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import type { ProjectId, UserId } from '../platform/ids.ts';
import {
  ConnectionEntity,
  getProject,
  type Project,
  type Provider,
  sealedCredentials,
} from '../projects/index.ts';
import { acceptedCredentials } from './accepted-credentials.ts';
import { connectInConfig } from './connect-in-config.ts';
import { getIntegration } from './get-integration.ts';
import { integrationDocument } from './integration-document.ts';
import { mayConnect, type NotOffered, onRequest } from './may-connect.ts';
import type { ConnectPorts } from './ports.ts';
import type { InvalidInput } from './project-sections.ts';
import { type ConfiguredSlug, isConfigured, isService } from './service.ts';
import { tellProject } from './tell-project.ts';
import { writeIf } from './write-if.ts';

export type ConnectRefusal =
  | NotOffered
  | InvalidInput
  | Refusal<'project_not_found' | 'credentials_refused' | 'consent_required' | 'version_conflict'>;

export interface CreateIntegration {
  readonly access: { readonly projectId: ProjectId };
  readonly caller: { readonly userId: UserId };
  readonly body: NewIntegration;
}

/**
 * Connects a project to a type of the catalogue that its sphere, country and package allow, or to a service beside it.
 * Credentials are stored once the service has taken them. A type that asks its owner for consent (OAuth) waits for it:
 * it is `disconnected` until then.
 *
 * @returns the integration, or why not: `integration_exists` when the project has one already
 * @throws PassingFault when the service cannot be asked whether it takes the credentials
 */
export async function createIntegration(
  { access: { projectId }, caller: { userId }, body }: CreateIntegration,
  ports: ConnectPorts,
): Promise<
  IntegrationDocument | ConnectRefusal | Refusal<'unknown_integration_type' | 'integration_exists'>
> {
  const project = await getProject(projectId);
  if (!project) return refuse('project_not_found', 'There is no such project.');
  const type = typeOf(body);
  const slug = type?.slug ?? body.integration_type_slug ?? '';
  const { name = slug, needs } = serviceBeside(slug) ?? {};
  if (needs) return onRequest(name, needs);
  if (!type && !isService(slug)) {
    return refuse('unknown_integration_type', 'There is no such integration type.');
  }
  const refused =
    type && (mayConnect(type, project, ports.mayHave(project)) ?? forConsent(type, body));
  if (refused) return refused;
  if (await getIntegration(projectId, slug as Provider)) {
    // Whoever made it may have died before the project knew.
    await tellProject(projectId, slug as Provider, userId);
    return exists();
  }
  const made = isConfigured(slug)
    ? await connectInProject({ project, slug, wish: body, actor: userId }, ports)
    : await connectByRow(project, slug as RowSlug, body, userId, ports);
  if (isRefusal(made)) return made;
  await tellProject(projectId, slug as Provider, userId);
  const [after, integration] = await Promise.all([
    getProject(projectId),
    getIntegration(projectId, slug as Provider),
  ]);
  // Whoever took it away meanwhile had seen it.
  if (!integration) return exists();
  return integrationDocument(integration, after ?? project);
}

/** Whoever meets another one who connects the same has come too late; any other change is taken as it is then. */
async function connectInProject(
  connecting: Parameters<typeof connectInConfig>[0],
  { checks }: ConnectPorts,
): Promise<Awaited<ReturnType<typeof connectInConfig>> | Refusal<'integration_exists'>> {
  const made = await connectInConfig(connecting, checks);
  if (!isRefusal(made) || made.refused !== 'version_conflict') return made;
  const { projectId } = connecting.project;
  const [project, found] = await Promise.all([
    getProject(projectId),
    getIntegration(projectId, connecting.slug),
  ]);
  if (found) return exists();
  return project ? await connectInConfig({ ...connecting, project }, checks) : made;
}

const exists = () =>
  refuse('integration_exists', 'The project has this integration already: change that one.');

function typeOf({
  integration_type_slug: slug,
  integration_type_id: id,
}: NewIntegration): IntegrationType | undefined {
  return slug === undefined
    ? INTEGRATION_TYPES.find((one) => one.id === id)
    : integrationType(slug);
}

/** Whoever asks for consent takes no credentials that somebody typed. */
export function forConsent(
  { name, oauthProvider }: IntegrationType,
  { credentials }: Pick<NewIntegration, 'credentials'>,
): Refusal<'consent_required'> | undefined {
  if (oauthProvider === undefined || credentials === undefined) return undefined;
  return refuse(
    'consent_required',
    `${name} is connected by signing in there, not by credentials.`,
  );
}

/** What is its row alone: a type of the catalogue, or a service that the configuration does not know. */
type RowSlug = Exclude<Provider, ConfiguredSlug>;

async function connectByRow(
  project: Project,
  slug: RowSlug,
  { credentials = {}, settings = {}, is_active: active = true }: NewIntegration,
  actor: string,
  { checks }: ConnectPorts,
): Promise<undefined | InvalidInput | Refusal<'credentials_refused' | 'integration_exists'>> {
  const { projectId } = project;
  const needsConsent = integrationType(slug)?.oauthProvider !== undefined;
  const accepted = needsConsent
    ? { account: undefined }
    : await acceptedCredentials(slug, { credentials, settings }, checks);
  if (isRefusal(accepted)) return accepted;
  const present = now();
  const fields = Object.keys(credentials).sort();
  const message = 'Nobody has signed in at the service yet.';
  const isNew = await writeIf(async () =>
    ConnectionEntity.build(PutItemCommand)
      .item({
        ...{ projectId, provider: slug, active, settings: { ...settings } },
        ...{ connectedAt: present, connectedBy: actor, createdAt: present, updatedAt: present },
        ...(fields.length === 0
          ? {}
          : {
              sealedCredentials: await sealedCredentials(projectId, slug, credentials),
              credentialFields: fields,
            }),
        ...(accepted.account === undefined ? {} : { account: accepted.account }),
        ...(needsConsent
          ? {
              status: 'disconnected' as const,
              trouble: { code: 'consent_required', message, since: present },
            }
          : { status: 'connected' as const }),
      })
      .options({ condition: { attr: 'provider', exists: false } })
      .send(),
  );
  return isNew ? undefined : exists();
}
