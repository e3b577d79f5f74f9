import { raiseAlert } from '../conversations/index.ts';
import { PassingFault } from '../platform/errors.ts';
import type { Project } from '../projects/index.ts';
import { claimNight, endNight } from './claim-night.ts';
import type { Destination } from './destination.ts';
import { type ReconcilePorts, reconcile } from './reconcile.ts';
import type { ReconcileReport } from './reconcile-report.ts';
import type { UpkeepMessage } from './upkeep-message.ts';

/** What a worker of 90 s can wait for. */
const READ_MS = 55_000;
/** After so many tries, most of an hour, a place that was just connected is left to the nights. */
const MOST_TRIES = 14;
/** A place that does not answer at night is asked again, so that a moment's outage wakes nobody. */
const NIGHT_TRIES = 3;

/**
 * The task `reconcile` of upkeep: once a night, and when a configuration names another place. The first time all that
 * is still to come is missing there, so this is also how bookings get to a place that was just connected.
 *
 * @throws PassingFault when a place could not be read and is worth asking again
 */
export async function keepReconciled(
  project: Project,
  message: UpkeepMessage,
  destinations: readonly Destination[],
  ports: ReconcilePorts,
): Promise<void> {
  const { projectId, night, destination, attempt } = message;
  // A message that puts itself back goes on with its own night.
  const claim = night && { projectId, night, task: 'reconcile' as const };
  if (claim && attempt === 0 && !(await claimNight(claim, ports.now()))) return;
  const cause = night ? 'night' : 'connected';
  const wish = { destination, dryRun: false, cause, readMs: READ_MS } as const;
  const reports = await reconcile(project, destinations, wish, ports);
  const unread = reports.find(({ failed }) => failed !== undefined);
  if (unread && attempt + 1 < (night ? NIGHT_TRIES : MOST_TRIES)) {
    throw new PassingFault(`${unread.destination} cannot be compared: ${unread.failed}`);
  }
  if (claim) await endNight(claim, ports.now());
  await alert(project, reports, cause, ports);
}

/** Differences are no news when a place is new. */
async function alert(
  { projectId }: Project,
  reports: readonly ReconcileReport[],
  cause: 'night' | 'connected',
  { now }: ReconcilePorts,
): Promise<void> {
  const subjects = reports.flatMap((report) => {
    if (report.failed !== undefined) return [`${report.destination}:unread`];
    const { missing, extra, different } = report;
    const isNews = cause === 'night' && missing.total + extra.total + different.total > 0;
    return isNews ? [report.destination] : [];
  });
  for (const subject of new Set(subjects)) {
    await raiseAlert({ projectId, kind: 'destination_differs', subject, now: now() });
  }
}
