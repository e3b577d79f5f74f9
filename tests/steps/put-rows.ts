import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { TestCloud } from './local-cloud.ts';

/** Puts items into the table of a local cloud as they are: what would take a story too long to come about. */
export async function putRows(
  cloud: TestCloud,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const environment = cloud.cloud.environment('test');
  const client = new DynamoDBClient({
    region: environment.AWS_REGION ?? '',
    endpoint: environment.AWS_ENDPOINT_URL_DYNAMODB ?? environment.AWS_ENDPOINT_URL ?? '',
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
    },
  });
  const table = DynamoDBDocumentClient.from(client);
  const TableName = cloud.cloud.definition.tables[0]?.name;
  for (const Item of rows) await table.send(new PutCommand({ TableName, Item }));
  client.destroy();
}
