import { integrationLost } from '../conversations/index.ts';
import { addSeconds, type Instant } from '../platform/clock.ts';
import type { BookingId } from '../platform/ids.ts';
import { describeFault, logger } from '../platform/logger.ts';
import type { Project } from '../projects/index.ts';
import type { Destination, SyncItem, SyncOutcome } from './destination.ts';
import type { Mark } from './mark.ts';
import { type Plan, planItem } from './plan-item.ts';
import { removeStrays } from './remove-strays.ts';
import { type SettlePorts, settleNothing, settleOutcome } from './settle-outcome.ts';

type Written = Extract<Plan, { kind: 'write' }>;

/** What a round of writing needs. */
export interface RoundPorts extends SettlePorts {
  readonly now: () => Instant;
}

/**
 * Brings the marked bookings of a project to a destination, all of a place in one go, and settles each for itself.
 *
 * @param distrust a worker before this one died: what was written last is not what is remembered
 * @returns until when the service wants to be left alone; `undefined`: it does not mind
 * @throws what DynamoDB refuses, after all others were settled: the bookings it was about keep their marks
 */
export async function writeRound(
  destination: Destination,
  project: Project,
  marks: readonly Mark[],
  distrust: boolean,
  ports: RoundPorts,
): Promise<Instant | undefined> {
  const plans = await Promise.all(
    marks.map((mark) => planItem(destination, project, mark, distrust)),
  );
  const idle = plans.filter((plan) => plan.kind === 'nothing');
  const strays = plans.filter((plan) => plan.kind === 'stray');
  const writes = plans.filter((plan) => plan.kind === 'write');
  const outcomes = await writeAll(destination, project, writes, ports.now());
  const at = ports.now();
  await tellOfRefusals(project, [...outcomes.values()], at);
  const settled = await Promise.allSettled([
    ...idle.map(settleNothing),
    removeStrays(destination, project, strays, at),
    ...writes.map((plan) => settle(plan, outcomes.get(plan) ?? silent(plan), at, ports)),
  ]);
  const broken = settled.find((result) => result.status === 'rejected');
  if (broken) throw broken.reason;
  const waits = [...outcomes.values()].map((one) =>
    one.kind === 'failed' ? (one.retryAfterSeconds ?? 0) : 0,
  );
  const longest = Math.max(0, ...waits);
  return longest > 0 ? addSeconds(at, longest) : undefined;
}

/** Once for each integration that its service refuses. */
async function tellOfRefusals(
  { projectId }: Project,
  outcomes: readonly SyncOutcome[],
  now: Instant,
): Promise<void> {
  const refusals = new Map(
    outcomes.flatMap((one) =>
      one.kind === 'failed' && one.refusedBy ? [[one.refusedBy, one] as const] : [],
    ),
  );
  for (const [slug, { why: message, notAllowed, connectedAt }] of refusals) {
    const code = notAllowed ? 'not_allowed' : 'credentials_refused';
    const since = connectedAt === undefined ? {} : { connectedAt };
    await integrationLost({ projectId, slug, code, message, ...since, now });
  }
}

/** What cannot be noted counts as failed: so a booking that never can be does not come back at once, for ever. */
async function settle(
  plan: Written,
  outcome: SyncOutcome,
  at: Instant,
  ports: SettlePorts,
): Promise<void> {
  try {
    await settleOutcome(plan, outcome, at, ports);
  } catch (fault) {
    logger.error('What became of a booking at a destination could not be noted.', {
      ...{ projectId: plan.mark.projectId, bookingId: plan.mark.bookingId },
      ...describeFault(fault),
    });
    const why = 'What became of it could not be noted.';
    await settleOutcome(plan, { ...silent(plan), why }, at, ports);
  }
}

/** First takes bookings out of the places they left; only then they appear in their new ones. */
async function writeAll(
  destination: Destination,
  project: Project,
  plans: readonly Written[],
  now: Instant,
): Promise<Map<Written, SyncOutcome>> {
  const outcomes = new Map<Written, SyncOutcome>();
  const leaving = plans.flatMap((plan) =>
    plan.leaves.map((place) => ({ plan, place, item: leavingItem(plan, place) })),
  );
  for (const { plan, outcome } of await writePlaces(destination, project, now, leaving)) {
    if (outcome.kind === 'failed') outcomes.set(plan, outcome);
  }
  const coming = plans
    .filter((plan) => !outcomes.has(plan))
    .map((plan) => ({ plan, place: plan.place, item: comingItem(plan) }));
  for (const { plan, outcome } of await writePlaces(destination, project, now, coming)) {
    outcomes.set(plan, outcome);
  }
  return outcomes;
}

const leavingItem = ({ booking, state }: Written, place: string): SyncItem => ({
  booking,
  remove: true,
  ...(state?.remote && state.place === place ? { remote: state.remote } : {}),
});

const comingItem = ({ booking, remote, remove }: Written): SyncItem => ({
  booking,
  ...(remote ? { remote } : {}),
  ...(remove ? { remove } : {}),
});

/** What is to be done in one place about one booking. */
interface Entry {
  readonly plan: Written;
  readonly place: string;
  readonly item: SyncItem;
}

async function writePlaces(
  destination: Destination,
  project: Project,
  now: Instant,
  entries: readonly Entry[],
): Promise<{ readonly plan: Written; readonly outcome: SyncOutcome }[]> {
  const places = Map.groupBy(entries, ({ place }) => place);
  const written = await Promise.all(
    [...places].map(async ([place, there]) => {
      const items = there.map(({ item }) => item);
      const found = await write(destination, { project, place, items, now });
      return there.map(({ plan }) => ({
        plan,
        outcome: found.get(plan.booking.bookingId) ?? silent(plan),
      }));
    }),
  );
  return written.flat();
}

type Request = Parameters<Destination['write']>[0];

/** A destination that throws over one booking still writes its neighbours. */
async function write(
  destination: Destination,
  request: Request,
): Promise<ReadonlyMap<BookingId, SyncOutcome>> {
  try {
    return await destination.write(request);
  } catch (fault) {
    const { project, items } = request;
    logger.error('A destination failed by itself.', {
      ...{ projectId: project.projectId, destination: destination.name, bookings: items.length },
      ...describeFault(fault),
    });
    const [only, ...more] = items;
    if (only && more.length === 0) {
      const why = fault instanceof Error ? fault.message : 'a fault';
      const failed = { kind: 'failed', action: actionOf(only), why, payload: null } as const;
      return new Map([[only.booking.bookingId, failed]]);
    }
    const outcomes = new Map<BookingId, SyncOutcome>();
    for (const item of items) {
      const alone = await write(destination, { ...request, items: [item] });
      for (const [bookingId, outcome] of alone) outcomes.set(bookingId, outcome);
    }
    return outcomes;
  }
}

const silent = (plan: Written): Extract<SyncOutcome, { kind: 'failed' }> => ({
  kind: 'failed',
  action: actionOf(plan),
  why: 'The destination did not say what became of it.',
  payload: null,
});

const actionOf = ({ remove, remote }: Pick<SyncItem, 'remove' | 'remote'>) =>
  remove ? 'Delete' : remote ? 'Edit' : 'Add';
