import { Entity } from 'dynamodb-toolbox/entity';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import type { ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';

/** Look-up of the operator's command: which project has which Telegram bot. Written together with its Connection. */
export const BotEntity = new Entity({
  name: 'Bot',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    role: string().enum('reception', 'specialist').key(),
    /** The number its token begins with. */
    botId: number(),
  }),
  computeKey: ({ projectId, role }) => keys.global.bot(projectId as ProjectId, role),
});
