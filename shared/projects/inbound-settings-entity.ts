import { Entity } from 'dynamodb-toolbox/entity';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import type { ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';

/** The small copy of a project that the inbound doors read, and the state of its webhook tokens. */
export const InboundSettingsEntity = new Entity({
  name: 'InboundSettings',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    quietWindowSeconds: number(),
    sendpulseBotId: string().optional(),
    /** The rotation that new webhook tokens are minted with. */
    rotation: number(),
    /** The smallest rotation still accepted. */
    lowestRotation: number(),
  }),
  computeKey: ({ projectId }) => keys.inboundSettings(projectId as ProjectId),
});
