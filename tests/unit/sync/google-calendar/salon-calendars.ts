import { vi } from 'vitest';
import { createGoogle } from '../../../../infra/local/providers/google/index.ts';
import { serveProvider } from '../../../../infra/local/providers/serve.ts';
import { VirtualClock } from '../../../../infra/local/time/virtual-clock.ts';
import { type Booked, type Booking, book, getBooking } from '../../../../shared/bookings/index.ts';
import { addSeconds } from '../../../../shared/platform/clock.ts';
import type { ClientId, ProjectId, SpecialistId } from '../../../../shared/platform/ids.ts';
import {
  readServiceAccount,
  type ServiceAccount,
} from '../../../../shared/platform/service-account.ts';
import type { Project } from '../../../../shared/projects/index.ts';
import { google } from '../../../../shared/providers/google/index.ts';
import {
  type BusyReading,
  calendarBusySource,
  calendarDestination,
  type SyncMessage,
  syncBookings,
} from '../../../../shared/sync/index.ts';
import { putProject } from '../../../steps/bookings.ts';
import { startTable } from '../../../steps/dynoxide.ts';
import { ANNA, HAIRCUT, MARIA, salon } from '../../../steps/salon.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests look into JSON that came over the wire
export type Json = any;

/** Friday in Kyiv, noon; the visits of these tests are on Tuesday. */
const START = '2026-11-20T10:00:00.000Z';
const HORIZON_SECONDS = 60 * 86_400;

/** Google, a table and a clock for the tests of one file. */
export async function startCalendars() {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(START) });
  const clock = new VirtualClock(0, () => Date.parse(START));
  const standIn = createGoogle(clock);
  const served = await serveProvider(standIn, () => new Date(clock.now()));
  process.env.GOOGLE_API_ROOT = served.url;
  const table = await startTable();
  let names = 0;

  async function control(method: string, path: string, body?: object): Promise<Json> {
    const response = await fetch(served.control + path, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer = await response.json();
    if (response.status !== 200) throw new Error(JSON.stringify(answer));
    return answer;
  }

  return {
    standIn,
    control,
    controlUrl: served.control,
    table,
    now: () => new Date(clock.now()).toISOString(),
    pass(seconds: number): void {
      clock.advance(seconds * 1000);
      vi.setSystemTime(clock.now());
    },
    /** A salon of its own, Anna and Maria with a calendar each. */
    async open(different: Partial<Project> = {}): Promise<SalonCalendars> {
      names += 1;
      const name = `calendars_${names}`;
      const made = await control('POST', '/accounts', { email: `${name}@desk.example` });
      const account = readServiceAccount(JSON.stringify(made.credentials));
      if (!account) throw new Error('no account');
      const base = salon({ projectId: name as ProjectId, autoConfirm: true });
      const project: Project = {
        ...base,
        googleAccount: account.clientEmail,
        specialists: base.specialists.map((one) =>
          [ANNA, MARIA].includes(one.specialistId)
            ? { ...one, googleCalendarId: `${one.specialistId}.${names}@group.calendar.google.com` }
            : one,
        ),
        ...different,
      };
      await putProject(table.endpoint, table.tableName, project, 'owner');
      const calendars = project.specialists.flatMap((one) => one.googleCalendarId ?? []);
      for (const id of new Set(calendars)) {
        await control('POST', '/calendars', { id, share: [account.clientEmail] });
      }
      standIn.clearRequests();
      return new SalonCalendars(project, account, this);
    },
    async close(): Promise<void> {
      vi.useRealTimers();
      delete process.env.GOOGLE_API_ROOT;
      clock.stop();
      await served.close();
      await table.close();
    },
  };
}

type World = Awaited<ReturnType<typeof startCalendars>>;

/** A salon whose specialists have calendars, and the workers that serve it. */
export class SalonCalendars {
  project: Project;
  readonly account: ServiceAccount;
  readonly #world: World;
  queue: { readonly message: SyncMessage; readonly at: string }[] = [];
  readonly parked: object[] = [];
  cursor: string | undefined;
  #made = 0;

  constructor(project: Project, account: ServiceAccount, world: World) {
    this.project = project;
    this.account = account;
    this.#world = world;
  }

  calendarOf(specialistId: SpecialistId): string {
    const found = this.project.specialists.find((one) => one.specialistId === specialistId);
    return found?.googleCalendarId ?? '';
  }

  /** A booking as a client makes it, at this hour in Kyiv; unless told of Tuesday, 24 November. */
  async books(time = '10:00', specialistId = ANNA, date = '2026-11-24'): Promise<Booking> {
    this.#made += 1;
    const answer = await book({
      ...{ project: this.project, serviceId: HAIRCUT, specialistId, now: this.#world.now() },
      startsAt: new Date(`${date}T${time}:00+02:00`).toISOString(),
      client: { clientId: `client${this.#made}` as ClientId, name: `Client ${this.#made}` },
      actor: { kind: 'member', id: 'owner' },
      idempotencyKey: String(this.#made),
    });
    if (!('booking' in answer)) throw new Error(answer.refused);
    return (answer as Booked).booking;
  }

  current = async ({ projectId, bookingId }: Booking): Promise<Booking> => {
    const found = await getBooking(projectId, bookingId);
    if (!found) throw new Error('no booking');
    return found;
  };

  /** The stream tells that this booking was written. */
  tell({ projectId, bookingId }: Booking, message: Partial<SyncMessage> = {}): void {
    this.put({ projectId, bookingId, attempt: 0, ...message });
  }

  put(message: SyncMessage, delaySeconds = 0): void {
    this.queue.push({ message, at: addSeconds(this.#world.now(), Math.ceil(delaySeconds)) });
  }

  /** Delivers what is due, and with the clock what comes later, until nothing is left. */
  async syncs(mostSeconds = 24 * 3_600): Promise<void> {
    const destination = calendarDestination({
      api: google,
      connectionOf: async () => this.account,
    });
    const until = addSeconds(this.#world.now(), mostSeconds);
    while (this.queue.length > 0) {
      const next = this.queue.map(({ at }) => at).sort()[0] ?? '';
      if (next > until) throw new Error('It does not end.');
      const wait = (Date.parse(next) - Date.parse(this.#world.now())) / 1000;
      if (wait > 0) this.#world.pass(wait);
      const due = this.queue.filter(({ at }) => at <= next);
      this.queue = this.queue.filter((one) => !due.includes(one));
      await syncBookings(
        due.map(({ message }) => message),
        [destination],
        {
          again: async (message, delay) => this.put(message, delay),
          giveUp: async (body) => {
            this.parked.push(body);
          },
          now: this.#world.now,
        },
      );
    }
  }

  /** Asks a calendar what it says of its owner's time, as an import does. */
  async imports(
    specialistId = ANNA,
    { whole = false, to = addSeconds(START, HORIZON_SECONDS) } = {},
  ): Promise<BusyReading> {
    const source = calendarBusySource({
      api: google,
      connectionOf: async () => this.account,
      people: { put: async (message: SyncMessage) => this.put(message) },
    });
    const reading = await source.read({
      ...{ project: this.project, place: this.calendarOf(specialistId) },
      ...{ from: START, to, now: this.#world.now() },
      ...(this.cursor === undefined ? {} : { since: this.cursor }),
      ...(this.cursor === undefined || whole ? {} : { cursor: this.cursor }),
    });
    if (reading.kind !== 'failed') this.cursor = reading.cursor;
    return reading;
  }

  /** What a person sees in a calendar: start and summary. */
  async events(specialistId = ANNA): Promise<Json[]> {
    const calendar = this.calendarOf(specialistId);
    return this.#world.control('GET', `/events?calendar=${encodeURIComponent(calendar)}`);
  }

  hand(what: 'add' | 'change' | 'delete', event: object, specialistId = ANNA): Promise<Json> {
    const calendar = this.calendarOf(specialistId);
    return this.#world.control('POST', `/events/${what}`, { calendar, ...event });
  }

  /** Calls of the calendar since this was asked last. */
  calls(): string[] {
    const made = this.#world.standIn
      .requests()
      .filter(({ path }) => path.startsWith('/calendar'))
      .map(
        ({ method, query }) =>
          `${method} ${Object.keys(query ?? {})
            .sort()
            .join(' ')}`,
      );
    this.#world.standIn.clearRequests();
    return made;
  }
}
