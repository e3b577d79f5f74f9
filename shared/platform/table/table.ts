import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Table } from 'dynamodb-toolbox/table';
import { dynamodb } from '../aws/dynamodb.ts';

/**
 * The one table. Entities stand beside their domain and take their keys from keys.ts; the attribute `entity` carries
 * the entity's name, which is also what the stream is filtered by.
 */
export const table = new Table({
  name: () => process.env.TABLE_NAME ?? '',
  documentClient: DynamoDBDocumentClient.from(dynamodb, {
    marshallOptions: { removeUndefinedValues: true },
  }),
  partitionKey: { name: 'pk', type: 'string' },
  sortKey: { name: 'sk', type: 'string' },
  indexes: {
    bookingsOfClient: {
      type: 'global',
      partitionKey: { name: 'clientKey', type: 'string' },
      sortKey: { name: 'startsAt', type: 'string' },
    },
    bookingsOfProject: {
      type: 'global',
      partitionKey: { name: 'projectKey', type: 'string' },
      sortKey: { name: 'startsAt', type: 'string' },
    },
  },
  entityAttributeSavedAs: 'entity',
});
