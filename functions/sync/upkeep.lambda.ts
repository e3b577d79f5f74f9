import { sendToQueue } from '../../shared/platform/aws/sqs.ts';
import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { orAgain } from '../../shared/platform/lambda/again.ts';
import { eachMessage } from '../../shared/platform/lambda/queue.ts';
import { getProject, type Project } from '../../shared/projects/index.ts';
import { google as api } from '../../shared/providers/google/index.ts';
import {
  calendarBusySource,
  importBusyTimes,
  renewChannels,
  type SyncMessage,
  sheetsBusySource,
  type UpkeepMessage,
  type UpkeepTask,
  upkeepMessageSchema,
} from '../../shared/sync/index.ts';

const env = readEnv('API_URL', 'SYNC_QUEUE_URL', 'UPKEEP_QUEUE_URL', 'TABLE_NAME');
const put = (message: SyncMessage) => sendToQueue(env.SYNC_QUEUE_URL, message.projectId, message);

/** THE list of places whose own entries block time, as in the door that answers clients. */
const sources = [sheetsBusySource({ api }), calendarBusySource({ api, people: { put } })];

type Task = (project: Project, message: UpkeepMessage) => Promise<unknown>;

/** Who does which task; a PassingFault of it comes again later. */
const tasks: Readonly<Record<UpkeepTask, Task>> = {
  import: (project) => importBusyTimes(project, sources, { now: now() }),
  channels: (project) => renewChannels(project, { api, apiUrl: env.API_URL, now: now() }),
  reconcile: async () => {},
};

/** Something of a project is due → it is kept up. */
export const handler = eachMessage(upkeepMessageSchema, (message) =>
  orAgain(env.UPKEEP_QUEUE_URL, message, async () => {
    const project = await getProject(message.projectId);
    if (project) await tasks[message.task](project, message);
  }),
);
