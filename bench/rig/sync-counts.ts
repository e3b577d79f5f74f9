import { book } from '../../shared/bookings/index.ts';
import { dynamodb } from '../../shared/platform/aws/dynamodb.ts';
import { addSeconds } from '../../shared/platform/clock.ts';
import { isRefusal } from '../../shared/platform/errors.ts';
import type { ClientId, ProjectId, SpecialistId } from '../../shared/platform/ids.ts';
import type { Project } from '../../shared/projects/index.ts';
import { appSheet } from '../../shared/providers/appsheet/index.ts';
import { google } from '../../shared/providers/google/index.ts';
import {
  appSheetDestination,
  dirtyFor,
  type SyncMessage,
  sheetsDestination,
  syncBookings,
} from '../../shared/sync/index.ts';
import { putProject } from '../../tests/steps/bookings.ts';
import type { Places } from '../../tests/steps/places.ts';
import { HAIRCUT, salon } from '../../tests/steps/salon.ts';

const NAME = 'counted' as ProjectId;
const NOW = '2026-11-21T10:00:00.000Z';
/** What one worker is handed by the queue. */
const BATCH = 10;
/** Half hours from 09:00 to 18:00. */
const SLOTS_A_DAY = 18;

/** Calls by what was asked for. */
export type Counts = Readonly<Record<string, number>>;

/** What bringing changed bookings to their places asked for. */
export interface SyncCounts {
  readonly aws: Counts;
  /** `reads`, `writes`, and `tokens` once an hour and container. */
  readonly sheets: Counts;
  /** By action. */
  readonly appSheet: Counts;
}

/** Which places the project is connected to. */
export interface Connected {
  readonly sheets?: boolean;
  readonly appSheet?: boolean;
}

/**
 * Counts what it takes to show bookings where a project is connected: first `changes` of them that come together, as the
 * queue hands them out (ten to a worker, all workers at once), then one that comes alone.
 *
 * @param places with nobody else at work in them
 */
export async function countSync(
  places: Places,
  connected: Connected,
  changes: number,
): Promise<{ readonly together: SyncCounts; readonly alone: SyncCounts }> {
  const project = await open(places, connected);
  const messages: SyncMessage[] = [];
  for (let index = 0; index <= changes; index += 1) messages.push(await booked(project, index));
  const last = messages.pop();
  const together = await counted(places, () => deliver(places, project, messages));
  const alone = await counted(places, () => deliver(places, project, last ? [last] : []));
  return { together, alone };
}

async function open(places: Places, connected: Connected): Promise<Project> {
  const suffix = Object.keys(connected).join('-').toLowerCase();
  const projectId = `${NAME}-${suffix}` as ProjectId;
  const specialists = Array.from({ length: 5 }, (_, index) => ({
    ...{ specialistId: `specialist-${index}` as SpecialistId, name: `Specialist ${index}` },
  }));
  const project = salon({
    ...{ projectId, specialists },
    ...(connected.sheets ? { googleSheetId: `sheet-${projectId}` } : {}),
    ...(connected.appSheet
      ? { appSheet: { appId: projectId, table: 'Bookings', host: 'www.appsheet.com' } }
      : {}),
  });
  await putProject(places.endpoint, places.tableName, project, 'owner');
  await places.google.by('POST', '/spreadsheets', { id: `sheet-${projectId}`, sheets: ['Sheet1'] });
  const { columns } = await places.appsheet.by('GET', '/table');
  await places.appsheet.by('POST', '/apps', { id: projectId, access_key: 'V2-key' });
  await places.appsheet.by('POST', '/tables', { app: projectId, name: 'Bookings', columns });
  return project;
}

async function booked(project: Project, index: number): Promise<SyncMessage> {
  const { specialists } = project;
  const specialist = specialists[index % specialists.length];
  const slot = Math.floor(index / specialists.length);
  const day = 23 + Math.floor(slot / SLOTS_A_DAY);
  const startsAt = addSeconds(`2026-11-${day}T07:00:00.000Z`, (slot % SLOTS_A_DAY) * 1800);
  const made = await book({
    project,
    ...{ serviceId: HAIRCUT, specialistId: specialist?.specialistId as SpecialistId, startsAt },
    client: { clientId: `client-${index}` as ClientId, name: `Client ${index}` },
    actor: { kind: 'member', id: 'bench' },
    idempotencyKey: String(index),
    now: NOW,
  });
  if (isRefusal(made)) throw new Error(made.message);
  const message = dirtyFor(made.booking, undefined);
  if (!message) throw new Error('A new booking is to be shown.');
  return message;
}

/** Workers as the queue starts them, until nothing is left to do. What is sent again counts as a call. */
async function deliver(
  { account }: Places,
  project: Project,
  messages: readonly SyncMessage[],
): Promise<number> {
  const { appSheet: table } = project;
  const destinations = [
    appSheetDestination({
      api: appSheet,
      connectionOf: async () => (table ? { ...table, accessKey: 'V2-key' } : undefined),
    }),
    sheetsDestination({ api: google, connectionOf: async () => account }),
  ];
  let sent = 0;
  let now = NOW;
  for (let waiting = messages; waiting.length > 0; ) {
    const batches: SyncMessage[][] = [];
    for (let from = 0; from < waiting.length; from += BATCH) {
      batches.push(waiting.slice(from, from + BATCH));
    }
    const next: SyncMessage[] = [];
    await Promise.all(
      batches.map((batch) =>
        syncBookings(batch, destinations, {
          again: async (message) => void next.push(message),
          giveUp: async ({ why }) => {
            throw new Error(String(why));
          },
          now: () => now,
        }),
      ),
    );
    sent += next.length;
    waiting = next;
    now = addSeconds(now, 900);
  }
  return sent;
}

async function counted(places: Places, act: () => Promise<number>): Promise<SyncCounts> {
  const aws: Record<string, number> = {};
  dynamodb.middlewareStack.add(
    (next, { commandName = 'unknown' }) =>
      (args) => {
        const name = commandName.replace(/Command$/, '');
        aws[name] = (aws[name] ?? 0) + 1;
        return next(args);
      },
    { step: 'initialize', name: 'counted', override: true },
  );
  places.google.provider.clearRequests();
  places.appsheet.provider.clearRequests();
  try {
    const sent = await act();
    if (sent > 0) aws.SendMessage = sent;
  } finally {
    dynamodb.middlewareStack.remove('counted');
  }
  const kindOf = ({ method, path }: { method: string; path: string }) =>
    path === '/token' ? 'tokens' : method === 'GET' ? 'reads' : 'writes';
  return {
    aws,
    sheets: countBy(places.google.provider.requests().map(kindOf)),
    appSheet: countBy(
      places.appsheet.provider
        .requests()
        .map(({ body }) => String((body as { Action?: string }).Action)),
    ),
  };
}

function countBy(names: readonly string[]): Counts {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
