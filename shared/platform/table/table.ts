import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Table } from 'dynamodb-toolbox/table';
import { dynamodb } from '../aws/dynamodb.ts';
import { INDEXES } from './indexes.ts';

/** An index as the library wants it told. */
const index = <Partition extends string, Sort extends string>(keys: {
  readonly partition: Partition;
  readonly sort: Sort;
}) =>
  ({
    type: 'global',
    partitionKey: { name: keys.partition, type: 'string' },
    sortKey: { name: keys.sort, type: 'string' },
  }) as const;

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
    bookingsOfClient: index(INDEXES.bookingsOfClient),
    bookingsOfProject: index(INDEXES.bookingsOfProject),
    conversationsOfProject: index(INDEXES.conversationsOfProject),
    messagesOfProject: index(INDEXES.messagesOfProject),
  },
  entityAttributeSavedAs: 'entity',
});
