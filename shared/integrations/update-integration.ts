import { $remove, $set, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { CREDENTIAL_FIELDS } from '../catalogue/index.ts';
import type { IntegrationChange, IntegrationDocument } from '../contracts/integrations.ts';
import { now } from '../platform/clock.ts';
import { isRefusal, type Refusal } from '../platform/errors.ts';
import type { UserId } from '../platform/ids.ts';
import { ConnectionEntity, type Credentials, getConnection } from '../projects/index.ts';
import { acceptedCredentials } from './accepted-credentials.ts';
import { connectInConfig } from './connect-in-config.ts';
import { type ConnectRefusal, forConsent } from './create-integration.ts';
import { findIntegration, type NotFound } from './find-integration.ts';
import type { Integration } from './integration.ts';
import { mayConnect } from './may-connect.ts';
import { notConnected } from './not-connected.ts';
import type { ConnectPorts } from './ports.ts';
import { saveCredentials } from './save-credentials.ts';
import { isConfigured } from './service.ts';
import { type AboutIntegration, showIntegration } from './show-integration.ts';
import { tellProject } from './tell-project.ts';
import { writeIf } from './write-if.ts';

export interface UpdateIntegration extends AboutIntegration {
  readonly caller: { readonly userId: UserId };
  readonly body: IntegrationChange;
}

/**
 * Changes an integration: settings and credentials that are named are replaced whole, what is not named stays. New
 * credentials are stored once the service has taken them, and mend an integration that needed attention.
 *
 * @returns the integration, or why not; `not_connected`: what has no credentials is not switched on
 */
export async function updateIntegration(
  request: UpdateIntegration,
  ports: ConnectPorts,
): Promise<IntegrationDocument | ConnectRefusal | NotFound | Refusal<'not_connected'>> {
  const { access, caller, path, body } = request;
  const { projectId } = access;
  const found = await findIntegration(projectId, path.integration_id);
  if (isRefusal(found)) return found;
  const { project, integration } = found;
  const { slug, type } = integration;
  const { credentials, settings, is_active: active } = body;
  if (active === true && credentials === undefined && integration.status === 'disconnected') {
    return notConnected();
  }
  const actor = caller.userId;
  if (isConfigured(slug)) {
    const wish = { project, slug, wish: body, isConnected: true, actor };
    return (await connectInConfig(wish, ports.checks)) ?? (await showIntegration(request));
  }
  const asked = credentials ?? (settings && (await openedBySettings(integration)));
  if (asked) {
    const refused =
      type && (mayConnect(type, project, ports.mayHave(project)) ?? forConsent(type, body));
    if (refused) return refused;
    const wish = { credentials: asked, settings: settings ?? integration.settings };
    const accepted = await acceptedCredentials(slug, wish, ports.checks);
    if (isRefusal(accepted)) return accepted;
    const { account } = accepted;
    const given = { projectId, slug, credentials: asked, account, actor, now: now() };
    if (!(await saveCredentials({ ...given, isThere: true })))
      return await showIntegration(request);
  }
  await writeIf(() =>
    ConnectionEntity.build(UpdateItemCommand)
      .item({
        ...{ projectId, provider: slug, updatedAt: now() },
        ...(settings === undefined
          ? {}
          : { settings: Object.keys(settings).length > 0 ? $set({ ...settings }) : $remove() }),
        ...(active === undefined ? {} : { active }),
      })
      .options({ condition: { attr: 'provider', exists: true } })
      .send(),
  );
  await tellProject(projectId, slug, actor);
  return await showIntegration(request);
}

/** The stored credentials where settings say what they open: those are asked about anew then. */
async function openedBySettings({
  projectId,
  slug,
}: Integration): Promise<Credentials | undefined> {
  if (CREDENTIAL_FIELDS[slug]?.settings === undefined) return undefined;
  return (await getConnection(projectId, slug, { evenOff: true }))?.credentials;
}
