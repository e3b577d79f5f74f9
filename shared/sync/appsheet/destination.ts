import { PassingFault } from '../../platform/errors.ts';
import { bookingIdSchema } from '../../platform/id-schemas.ts';
import type { BookingId } from '../../platform/ids.ts';
import { type AppSheetConnection, appSheetConnection, type Project } from '../../projects/index.ts';
import type { Destination, Remote, RemoteBooking, SyncItem, SyncOutcome } from '../destination.ts';
import type { AppSheetApi, AppSheetApiFor, AppSheetRow } from './api.ts';
import { removeRows } from './remove-rows.ts';
import { differencesOf, fingerprintOf, ownColumns, rowOf, SHAPE } from './row.ts';
import { type RowOutcome, type RowWish, writeRows } from './write-rows.ts';

/** No call begins after this: the worker has others to serve, and its time is limited. */
const WRITING_MS = 40_000;

/** What the destination needs from outside. */
export interface AppSheetOptions {
  readonly api: AppSheetApiFor;
  /** Unless told: the project's own, else the installation's. */
  readonly connectionOf?: (
    project: Pick<Project, 'projectId' | 'appSheet'>,
  ) => Promise<AppSheetConnection | undefined>;
}

/**
 * Bookings as rows of an AppSheet table, one a booking, known by `BookingID`. A cancelled or rejected booking keeps its
 * row, so that people see what became of it; only a booking that does not belong there is deleted. A place is a table
 * of an app: in another one every booking is to be written anew.
 */
export function appSheetDestination({
  api,
  connectionOf = appSheetConnection,
}: AppSheetOptions): Destination {
  const tableOf = async (project: Project): Promise<string | undefined> => {
    const table = project.appSheet ?? (await connectionOf(project));
    return table && placeOf(table);
  };
  const tableAt = async (project: Project, place: string): Promise<AppSheetApi> => {
    const connection = await connectionOf(project);
    if (!connection || placeOf(connection) !== place) {
      throw new Error('The project is not connected to this table.');
    }
    return api(connection, SHAPE);
  };
  return {
    name: 'appsheet',
    places: async (project) => {
      const table = await tableOf(project);
      return table === undefined ? [] : [table];
    },
    placeOf: tableOf,
    // One that was cancelled or rejected keeps its row, with its status.
    holds: () => true,

    async write({ project, place, items }) {
      const connection = await connectionOf(project);
      if (!connection || placeOf(connection) !== place) {
        return failed(items, 'the project is not connected to it');
      }
      const table = api(connection, SHAPE);
      const until = performance.now() + WRITING_MS;
      const late = () => performance.now() > until;
      const outcomes = new Map<BookingId, SyncOutcome>();
      const wishes: (RowWish & { readonly item: SyncItem })[] = [];
      for (const item of items.filter(({ remove }) => remove !== true)) {
        const wish = wishOf(item, project);
        const { booking, remote } = item;
        if (remote?.fingerprint !== fingerprintOf(wish.whole)) wishes.push({ ...wish, item });
        else outcomes.set(booking.bookingId, unchanged(item, remote));
      }
      const written = await writeRows(table, wishes, late);
      for (const { item, bookingId } of wishes) {
        const outcome = written.get(bookingId);
        if (outcome) outcomes.set(bookingId, outcomeOf(outcome, item));
      }
      const leaving = items.filter(({ remove }) => remove === true);
      const left = late() ? failed(leaving, 'no time was left') : await leave(table, leaving);
      for (const [bookingId, outcome] of left) outcomes.set(bookingId, outcome);
      return outcomes;
    },

    async removeStrays({ project, place, bookingIds }) {
      const removals = await removeRows(await tableAt(project, place), bookingIds);
      const left = [...removals.values()].find(({ kind }) => kind === 'failed');
      if (left?.kind === 'failed') throw notNow(left.why, left.retryAfterSeconds);
    },

    async read({ project, place }) {
      const { result } = await (await tableAt(project, place)).all();
      if (result.kind === 'ok') return result.rows.map((row) => remoteOf(row, project));
      throw notNow(result.why, result.kind === 'not_now' ? result.retryAfterSeconds : undefined);
    },
  };
}

/** The name of a table as a place. */
const placeOf = ({ appId, table }: Pick<AppSheetConnection, 'appId' | 'table'>): string =>
  `${appId}/${table}`;

function wishOf({ booking, remote }: SyncItem, project: Project): RowWish {
  const whole = rowOf(booking, project);
  // Without a fingerprint what was written there is not to be relied on: it is looked at first.
  const known = remote !== undefined && remote.fingerprint !== '';
  return { bookingId: booking.bookingId, whole, own: ownColumns(whole), known };
}

function outcomeOf(outcome: RowOutcome, { booking }: SyncItem): SyncOutcome {
  if (outcome.kind === 'failed') return outcome;
  const { row, ...rest } = outcome;
  const { bookingId: id, version } = booking;
  return { ...rest, remote: { id, version, fingerprint: fingerprintOf(row) } };
}

function unchanged({ booking }: SyncItem, { id, fingerprint }: Remote): SyncOutcome {
  const remote = { id, fingerprint, version: booking.version };
  return { kind: 'already there', action: 'Edit', payload: {}, remote };
}

async function leave(
  table: AppSheetApi,
  leaving: readonly SyncItem[],
): Promise<ReadonlyMap<BookingId, SyncOutcome>> {
  const removals = await removeRows(
    table,
    leaving.map(({ booking }) => booking.bookingId),
  );
  return new Map([...removals].map(([id, removal]) => [id, { action: 'Delete', ...removal }]));
}

function failed(items: readonly SyncItem[], why: string): ReadonlyMap<BookingId, SyncOutcome> {
  return new Map(
    items.map(({ booking, remote, remove }) => {
      const action = remove ? 'Delete' : remote ? 'Edit' : 'Add';
      return [booking.bookingId, { kind: 'failed', action, why, payload: {} }];
    }),
  );
}

function notNow(why: string, retryAfterSeconds: number | undefined): PassingFault {
  return new PassingFault(
    `AppSheet: ${why}`,
    retryAfterSeconds === undefined ? {} : { retryAfterSeconds },
  );
}

/** A row of somebody's own has a key of another form: it is nobody's booking. */
function remoteOf(row: AppSheetRow, project: Project): RemoteBooking {
  const id = String(row[SHAPE.key] ?? '');
  const { data: bookingId } = bookingIdSchema.safeParse(id);
  return {
    id,
    ...(bookingId === undefined ? {} : { bookingId }),
    fingerprint: fingerprintOf(row),
    shows: (booking) => differencesOf(ownColumns(rowOf(booking, project)), row).length === 0,
  };
}
