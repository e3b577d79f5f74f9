import { UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import type { IntegrationDocument } from '../contracts/integrations.ts';
import { now } from '../platform/clock.ts';
import { ConnectionEntity, isConnectedSlug, setConnected } from '../projects/index.ts';
import type { NotFound } from './find-integration.ts';
import { isGranted } from './oauth/oauth-grant.ts';
import { type AboutIntegration, showIntegration } from './show-integration.ts';
import { writeIf } from './write-if.ts';

/** Sets the switch of an integration that is there. */
export async function switchIntegration(
  request: AboutIntegration,
  active: boolean,
): Promise<IntegrationDocument | NotFound> {
  const { access, path } = request;
  await writeIf(() =>
    ConnectionEntity.build(UpdateItemCommand)
      .item({
        projectId: access.projectId,
        provider: path.integration_id,
        active,
        updatedAt: now(),
      })
      .options({
        condition: {
          and: [
            { attr: 'provider', exists: true },
            // What is so already keeps its time.
            active ? { attr: 'active', eq: false } : { not: { attr: 'active', eq: false } },
          ],
        },
      })
      .send(),
  );
  await switchSignIn(request, active);
  return await showIntegration(request);
}

/** What works in the name of an owner who signed in has its switch in the project, too: it is asked most often. */
async function switchSignIn({ access, path }: AboutIntegration, active: boolean): Promise<void> {
  const [{ projectId }, slug] = [access, path.integration_id];
  if (!isConnectedSlug(slug)) return;
  if (active && !(await isGranted(projectId, slug))) return;
  await setConnected(projectId, slug, active, 'switch');
}
