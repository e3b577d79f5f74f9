import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';

/** What happened to one row of the table. */
export type Change<Row> =
  | { readonly kind: 'created'; readonly row: Row }
  | { readonly kind: 'changed'; readonly old: Row; readonly row: Row }
  | { readonly kind: 'removed'; readonly old: Row };

/** A change with the name of the entity it happened to. */
export interface EntityChange {
  readonly entity: string;
  readonly change: Change<Record<string, unknown>>;
}

type Image = Record<string, AttributeValue>;

/**
 * Reads one record of the table's stream.
 *
 * @throws Error when the record carries no row or a row without an entity's name; such a record can never be read,
 *   so the caller parks it instead of trying again
 */
export function parseChange(record: DynamoDBRecord): EntityChange {
  const { NewImage, OldImage } = record.dynamodb ?? {};
  const row = NewImage && unmarshall(NewImage as Image);
  const old = OldImage && unmarshall(OldImage as Image);
  const entity: unknown = (row ?? old)?.entity;
  if (typeof entity !== 'string') {
    throw new Error('A stream record carries no row with an entity name.');
  }
  if (row && old) return { entity, change: { kind: 'changed', old, row } };
  if (row) return { entity, change: { kind: 'created', row } };
  return { entity, change: { kind: 'removed', old: old ?? {} } };
}
