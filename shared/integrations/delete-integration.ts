import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete';
import { forgetToken } from '../platform/access-token.ts';
import { isRefusal } from '../platform/errors.ts';
import type { UserId } from '../platform/ids.ts';
import { ConnectionEntity, configureProject } from '../projects/index.ts';
import { findIntegration, type NotFound } from './find-integration.ts';
import type { ConnectPorts } from './ports.ts';
import { disconnectingConfig } from './project-sections.ts';
import { isConfigured } from './service.ts';
import type { AboutIntegration } from './show-integration.ts';

export interface DeleteIntegration extends AboutIntegration {
  readonly caller: { readonly userId: UserId };
}

/**
 * Disconnects an integration and forgets all of it: credentials, settings and hours. A service beside the catalogue is
 * taken out of the project's configuration, as the config API does it.
 *
 * @returns nothing, or why not: the second time there is none
 */
export async function deleteIntegration(
  { access: { projectId }, caller, path }: DeleteIntegration,
  { revoke }: Pick<ConnectPorts, 'revoke'>,
): Promise<undefined | NotFound> {
  const found = await findIntegration(projectId, path.integration_id);
  if (isRefusal(found)) return found;
  const { integration } = found;
  const { slug } = integration;
  await revoke?.(integration, caller.userId);
  const config = isConfigured(slug) ? disconnectingConfig(slug) : undefined;
  if (config) {
    const configured = await configureProject({
      ...{ projectId, config, actor: caller.userId },
      upcomingBookings: async () => ({ bookings: [] }),
    });
    if (isRefusal(configured)) throw new Error(configured.message);
  }
  // Also a row that the configuration does not know of any more.
  await ConnectionEntity.build(DeleteItemCommand).key({ projectId, provider: slug }).send();
  await forgetToken(projectId, slug);
  return undefined;
}
