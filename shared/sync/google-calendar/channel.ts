import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { Entity } from 'dynamodb-toolbox/entity';
import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete';
import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { item } from 'dynamodb-toolbox/schema/item';
import { string } from 'dynamodb-toolbox/schema/string';
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import type { Instant } from '../../platform/clock.ts';
import type { ProjectId } from '../../platform/ids.ts';
import { keys } from '../../platform/table/keys.ts';
import { table } from '../../platform/table/table.ts';
import { hashOf } from '../busy-times/busy-place.ts';

/** Google tells of changes in a calendar through this until it expires. */
export interface CalendarChannel {
  readonly projectId: ProjectId;
  readonly place: string;
  readonly channelId: string;
  readonly resourceId: string;
  /** Where Google posts to. */
  readonly address: string;
  /** A digest of the secret that comes with each notification. */
  readonly secretDigest: string;
  readonly expiresAt: Instant;
}

const ChannelEntity = new Entity({
  name: 'CalendarChannel',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    hash: string().key(),
    place: string(),
    channelId: string(),
    resourceId: string(),
    address: string(),
    secretDigest: string(),
    expiresAt: string(),
  }),
  computeKey: ({ projectId, hash }) => keys.calendarChannel(projectId as ProjectId, hash),
});

/** The channels of a project's calendars, those included that it does not name any more. */
export async function listChannels(projectId: ProjectId): Promise<CalendarChannel[]> {
  const { Items = [] } = await table
    .build(QueryCommand)
    .entities(ChannelEntity)
    .query({ partition: keys.calendarChannels(projectId), range: { beginsWith: 'CHANNEL#' } })
    .options({ consistent: true, entityAttrFilter: false })
    .send();
  return Items as unknown as CalendarChannel[];
}

/**
 * Remembers the channel of a calendar in the place of `old`.
 *
 * @returns `false`: somebody else has opened another one meanwhile
 */
export async function rememberChannel(
  channel: CalendarChannel,
  old: CalendarChannel | undefined,
): Promise<boolean> {
  const condition = old
    ? ({ attr: 'channelId', eq: old.channelId } as const)
    : ({ attr: 'channelId', exists: false } as const);
  return await holds(
    ChannelEntity.build(PutItemCommand)
      .item({ ...channel, hash: hashOf(channel.place) })
      .options({ condition })
      .send(),
  );
}

/** Forgets a channel, unless another one has taken its place. */
export async function forgetChannel(channel: CalendarChannel): Promise<void> {
  const { projectId, place, channelId } = channel;
  await holds(
    ChannelEntity.build(DeleteItemCommand)
      .key({ projectId, hash: hashOf(place) })
      .options({ condition: { attr: 'channelId', eq: channelId } })
      .send(),
  );
}

async function holds(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (fault) {
    if (fault instanceof ConditionalCheckFailedException) return false;
    throw fault;
  }
}
