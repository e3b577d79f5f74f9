import { UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import type { IntegrationDocument } from '../contracts/integrations.ts';
import { now } from '../platform/clock.ts';
import { ConnectionEntity, type Provider } from '../projects/index.ts';
import type { NotFound } from './find-integration.ts';
import { type AboutIntegration, showIntegration } from './show-integration.ts';
import { tellProject } from './tell-project.ts';
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
  await tellProject(access.projectId, path.integration_id as Provider, 'switch');
  return await showIntegration(request);
}
