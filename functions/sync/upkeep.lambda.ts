import { integrationLost as lost } from '../../shared/conversations/index.ts';
import { sendToQueue } from '../../shared/platform/aws/sqs.ts';
import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { orAgain } from '../../shared/platform/lambda/again.ts';
import { eachMessage } from '../../shared/platform/lambda/queue.ts';
import { closedProject, getProject, type Project } from '../../shared/projects/index.ts';
import * as providers from '../../shared/providers/index.ts';
import * as sync from '../../shared/sync/index.ts';

const env = readEnv('API_URL', 'SYNC_QUEUE_URL', 'UPKEEP_QUEUE_URL', 'TABLE_NAME');
const { API_URL: apiUrl, SYNC_QUEUE_URL: syncs, UPKEEP_QUEUE_URL: upkeep } = env;
const put = (message: sync.SyncMessage) => sendToQueue(syncs, message.projectId, message);
const next = (message: sync.UpkeepMessage) => sendToQueue(upkeep, message.projectId, message);
const sources = providers.busySources({ put });
const [checks, signIns] = [providers.credentialChecks(), providers.signIns()];
const accounts = { checks, providers: signIns, lost, now };
const leaving = { ...providers.leaving(), apiUrl, put: next, now };

type Task = (project: Project, message: sync.UpkeepMessage) => Promise<unknown>;

/** Who does which task; a PassingFault of it comes again later. */
const tasks: Readonly<Record<sync.UpkeepTask, Task>> = {
  import: (project) => sync.importBusyTimes(project, sources, { now: now() }),
  channels: (project) =>
    sync.renewChannels(project, { ...providers.calendars, apiUrl, now: now() }),
  reconcile: (project, message) =>
    sync.keepReconciled(project, message, providers.destinations(), { put, now }),
  accounts: (project, message) => sync.keepAccounts(project, message, accounts),
  leave: (project, message) => sync.leaveServices(project, message, leaving),
};

/** Something of a project is due → it is kept up. */
export const handler = eachMessage(sync.upkeepMessageSchema, (message) =>
  orAgain(upkeep, message, async () => {
    const find = message.task === 'leave' ? closedProject : getProject;
    const project = await find(message.projectId);
    if (project) await tasks[message.task](project, message);
  }),
);
