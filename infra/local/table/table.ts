import type { TableDefinition } from '../cloud-definition.ts';
import type { DynamoDbClient } from './dynamodb-client.ts';

/** Creates the table unless it is there. @returns whether it is new, and the emulator's own ARN of its stream */
export async function createTable(
  client: DynamoDbClient,
  definition: TableDefinition,
): Promise<{ isNew: boolean; streamArn: string | undefined }> {
  const describe = async (): Promise<string | undefined> => {
    const { Table } = await client.call<{ Table: { LatestStreamArn?: string } }>(
      'DynamoDB_20120810.DescribeTable',
      { TableName: definition.name },
    );
    return Table.LatestStreamArn;
  };
  try {
    return { isNew: false, streamArn: await describe() };
  } catch (fault) {
    if (!(fault instanceof Error) || fault.name !== 'ResourceNotFoundException') throw fault;
  }
  await client.call('DynamoDB_20120810.CreateTable', definition.create);
  return { isNew: true, streamArn: await describe() };
}
