import { readEnv } from '../../shared/platform/env.ts';
import { orAgain } from '../../shared/platform/lambda/again.ts';
import { eachMessage } from '../../shared/platform/lambda/queue.ts';
import {
  type UpkeepMessage,
  type UpkeepTask,
  upkeepMessageSchema,
} from '../../shared/sync/index.ts';

const env = readEnv('UPKEEP_QUEUE_URL', 'TABLE_NAME');

/** Who does which task; a PassingFault of it comes again later. */
const tasks: Readonly<Record<UpkeepTask, (message: UpkeepMessage) => Promise<unknown>>> = {
  import: async () => {},
  channels: async () => {},
  reconcile: async () => {},
};

/** Something of a project is due → it is kept up. */
export const handler = eachMessage(upkeepMessageSchema, (message) =>
  orAgain(env.UPKEEP_QUEUE_URL, message, () => tasks[message.task](message)),
);
