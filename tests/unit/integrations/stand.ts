import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { startPlatformSecret } from '../../steps/aws-json.ts';
import { startTable } from '../../steps/dynoxide.ts';

/** A table and a platform secret; `row` is a connection as it lies there. */
export async function startStand() {
  const dynoxide = await startTable();
  const secrets = await startPlatformSecret({ PLATFORM_KEY: 'k'.repeat(40) });
  const row = async (projectId: ProjectId, slug: string) => {
    const { pk, sk } = keys.connection(projectId, slug);
    const Key = { pk: { S: pk }, sk: { S: sk } };
    const { Item } = await new DynamoDBClient().send(
      new GetItemCommand({ TableName: dynoxide.tableName, Key }),
    );
    return Item;
  };
  return { row, close: () => Promise.all([dynoxide.close(), secrets.close()]) };
}
