import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientDefaults } from './client-defaults.ts';

/** The DynamoDB client of this container. */
export const dynamodb = new DynamoDBClient(clientDefaults);
