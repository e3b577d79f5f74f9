import { vi } from 'vitest';
import {
  type Booking,
  book,
  cancel,
  getBooking,
  reschedule,
  setStatus,
} from '../../../../shared/bookings/index.ts';
import { dynamodb } from '../../../../shared/platform/aws/dynamodb.ts';
import { addSeconds } from '../../../../shared/platform/clock.ts';
import { isRefusal } from '../../../../shared/platform/errors.ts';
import type { BookingId, ClientId, ProjectId, ServiceId } from '../../../../shared/platform/ids.ts';
import type { Project } from '../../../../shared/projects/index.ts';
import { zoom as atZoom } from '../../../../shared/providers/zoom/index.ts';
import {
  type Destination,
  dirtyFor,
  type SyncMessage,
  syncBookings,
  zoomDestination,
} from '../../../../shared/sync/index.ts';
import { listMarks } from '../../../../shared/sync/mark.ts';
import { reconcile } from '../../../../shared/sync/reconcile.ts';
import type { ReconcileReport } from '../../../../shared/sync/reconcile-report.ts';
import { stand } from '../../../contract/zoom/stand.ts';
import { putProject } from '../../../steps/bookings.ts';
import { startTable } from '../../../steps/dynoxide.ts';
import { ANNA, HAIRCUT, MARIA, salon } from '../../../steps/salon.ts';
import type { Json } from '../../../steps/stand-in.ts';

/** One slot, by video. */
export const ADVICE = 'advice' as ServiceId;
const HALF_HOURS = ['10:00', '10:30', '11:00', '11:30', '12:00'] as const;

class Died extends Error {}

interface Worker {
  dead: boolean;
}

/** Whoever is dead does nothing more. */
function alive<Value>(worker: Worker | undefined, value?: Value): Value {
  if (worker?.dead) throw new Died();
  return value as Value;
}

/** Zoom, a table and a clock for the tests of one file. Visits are four days after a salon opens. */
export async function startMeetings() {
  const zoom = await stand();
  vi.useFakeTimers({ toFake: ['Date'], now: zoom.clock.now() });
  const table = await startTable();
  let names = 0;
  return {
    zoom,
    now: () => new Date(zoom.clock.now()).toISOString(),
    pass(seconds: number): void {
      zoom.clock.advance(seconds * 1000);
      vi.setSystemTime(zoom.clock.now());
    },
    passUntil(instant: string): void {
      this.pass((Date.parse(instant) - zoom.clock.now()) / 1000);
    },
    /** A salon of its own whose owner is signed in at Zoom as herself. */
    async open(different: Partial<Project> = {}): Promise<SalonMeetings> {
      names += 1;
      const base = salon({ projectId: `meetings_${names}` as ProjectId, autoConfirm: true });
      const online = { serviceId: ADVICE, name: 'Advice', slots: 1, online: true };
      const project: Project = {
        ...base,
        services: [...base.services, online],
        connected: ['zoom'],
        ...different,
      };
      await putProject(table.endpoint, table.tableName, project, 'owner');
      const person = { id: `person-${names}`, email: `owner-${names}@zoom.example`, name: 'Owner' };
      await zoom.tell('/limits', { daily: null });
      const desk = new SalonMeetings(project, person, this);
      await desk.signsIn();
      return desk;
    },
    async close(): Promise<void> {
      vi.useRealTimers();
      await zoom.close();
      await table.close();
    },
  };
}

export type World = Awaited<ReturnType<typeof startMeetings>>;

interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

/** A salon with visits by video, and the workers that serve it. */
export class SalonMeetings {
  readonly project: Project;
  readonly parked: object[] = [];
  /** Workers that died. */
  deaths = 0;
  /** Lines that a test adds to the list of destinations. */
  also: readonly Destination[] = [];
  queue: { readonly message: SyncMessage; readonly at: string }[] = [];
  #person: Person;
  #token = '';
  #connectedAt = '';
  #world: World;
  #made = 0;
  #day: string;
  #worker: Worker | undefined;

  constructor(project: Project, person: Person, world: World) {
    this.project = project;
    this.#person = person;
    this.#world = world;
    this.#day = addSeconds(world.now(), 4 * 86_400).slice(0, 10);
  }

  async signsIn(person = this.#person): Promise<void> {
    this.#person = person;
    this.#token = await this.#world.zoom.signIn(person);
    this.#connectedAt = this.#world.now();
  }

  get destination(): Destination {
    const { id, email: name } = this.#person;
    return zoomDestination({
      api: atZoom,
      accountOf: async () => ({
        account: { id, name },
        connectedAt: this.#connectedAt,
        accessToken: async () => ({ kind: 'ok', value: alive(this.#worker, this.#token) }),
      }),
    });
  }

  /** A half hour of the day of all visits, by the clock of Kyiv from 10:00 on. */
  at = (slot: number): string =>
    new Date(`${this.#day}T${HALF_HOURS[slot % HALF_HOURS.length]}:00+02:00`).toISOString();

  /** A booking of this half hour; `undefined`: somebody else has it. */
  async tries(slot = 0, who = ANNA, serviceId = ADVICE): Promise<Booking | undefined> {
    this.#made += 1;
    const answer = await book({
      ...{ project: this.project, serviceId, specialistId: who, now: this.#world.now() },
      startsAt: this.at(slot),
      client: { clientId: `client${this.#made}` as ClientId, name: `Client ${this.#made}` },
      actor: { kind: 'member', id: 'owner' },
      idempotencyKey: String(this.#made),
    });
    if (isRefusal(answer)) return undefined;
    this.#tell(answer.booking, undefined);
    return answer.booking;
  }

  async books(slot = 0, who = ANNA, serviceId = ADVICE): Promise<Booking> {
    const booking = await this.tries(slot, who, serviceId);
    if (!booking) throw new Error('somebody else has this time');
    return booking;
  }

  async moves(bookingId: BookingId, slot: number, who = ANNA): Promise<void> {
    const old = await this.current(bookingId);
    this.#made += 1;
    const moved = await reschedule({
      ...{ project: this.project, bookingId, startsAt: this.at(slot), specialistId: who },
      ...{ actor: { kind: 'member', id: 'owner' }, idempotencyKey: `move ${this.#made}` },
      now: this.#world.now(),
    });
    if (!isRefusal(moved)) this.#tell(moved.booking, old);
  }

  async cancels(bookingId: BookingId): Promise<void> {
    const old = await this.current(bookingId);
    const actor = { kind: 'member', id: 'owner' } as const;
    const { project } = this;
    const done = await cancel({ project, bookingId, actor, now: this.#world.now() });
    if (!isRefusal(done)) this.#tell(done.booking, old);
  }

  async becomes(bookingId: BookingId, status: Booking['status']): Promise<void> {
    const old = await this.current(bookingId);
    const { projectId } = this.project;
    const done = await setStatus({
      ...{ projectId, bookingId, status, by: 'Olha', now: this.#world.now() },
      actor: { kind: 'member', id: 'owner' },
    });
    if (isRefusal(done)) throw new Error(done.message);
    this.#tell(done.booking, old);
  }

  async current(bookingId: BookingId): Promise<Booking> {
    const found = await getBooking(this.project.projectId, bookingId);
    if (!found) throw new Error('no booking');
    return found;
  }

  #tell(booking: Booking, old: Booking | undefined): void {
    const message = dirtyFor(booking, old);
    if (message) this.put(message);
  }

  put(message: SyncMessage, delaySeconds = 0): void {
    this.queue.push({ message, at: addSeconds(this.#world.now(), Math.ceil(delaySeconds)) });
  }

  /** The next worker dies at this call of the table, before it is done or after; nothing is heard of it any more. */
  dies(nth: number, after: boolean): void {
    let count = 0;
    dynamodb.middlewareStack.add(
      (next) => async (args) => {
        const worker = this.#worker;
        if (worker) {
          alive(worker);
          count += 1;
          worker.dead = count === nth;
          this.deaths += worker.dead ? 1 : 0;
          if (worker.dead && after) await next(args);
          alive(worker);
        }
        return await next(args);
      },
      { step: 'initialize', name: 'death', override: true },
    );
  }

  /** Delivers what is due, once, to one worker; when it dies, the queue delivers again later. */
  async delivers(): Promise<void> {
    const present = this.#world.now();
    const due = this.queue.filter(({ at: when }) => when <= present);
    this.queue = this.queue.filter((one) => !due.includes(one));
    if (due.length === 0) return;
    const worker = { dead: false };
    this.#worker = worker;
    try {
      await syncBookings(
        due.map(({ message }) => message),
        [this.destination, ...this.also],
        {
          again: async (message, delay) => alive(worker, this).put(message, delay),
          giveUp: async (body) => void alive(worker, this).parked.push(body),
          now: () => alive(worker, this.#world).now(),
        },
      );
      alive(worker);
    } catch (fault) {
      if (!worker.dead) throw fault;
      for (const { message } of due) this.put(message, 540);
    } finally {
      this.#worker = undefined;
      if (worker.dead) dynamodb.middlewareStack.remove('death');
    }
  }

  /** Delivers what is due, and with the clock what comes later, until nothing is left. */
  async syncs(mostSeconds = 24 * 3_600): Promise<void> {
    const until = addSeconds(this.#world.now(), mostSeconds);
    while (this.queue.length > 0) {
      const next = this.queue.map(({ at: when }) => when).sort()[0] ?? '';
      if (next > until) throw new Error('It does not end.');
      const wait = (Date.parse(next) - Date.parse(this.#world.now())) / 1000;
      if (wait > 0) this.#world.pass(wait);
      await this.#keepSignedIn();
      await this.delivers();
    }
  }

  /** Her token lives for an hour. */
  async #keepSignedIn(): Promise<void> {
    const answer = await this.#world.zoom.call(this.#token, 'GET', '/users/me');
    if (answer.status === 401) await this.signsIn();
  }

  /** Nobody dies, and nothing fails, from now on. */
  recovers(): void {
    dynamodb.middlewareStack.remove('death');
  }

  /** Compares as at night. */
  async compares(cause: 'night' | 'connected' | 'member' = 'night'): Promise<ReconcileReport> {
    await this.#keepSignedIn();
    const put = async (message: SyncMessage) => this.put(message);
    const [report] = await reconcile(
      this.project,
      [this.destination],
      { dryRun: false, cause, readMs: 10_000 },
      { put, now: this.#world.now },
    );
    if (!report) throw new Error('not connected');
    return report;
  }

  /** Her meetings, as she sees them. */
  async meetings(): Promise<Json[]> {
    const all = await this.#world.zoom.meetings();
    return all.filter(({ host }) => host === this.#person.email);
  }

  /** What she sees of them: time of UTC and topic. */
  async seen(): Promise<string[]> {
    return (await this.meetings())
      .map(({ start_time: start, topic }) => `${start.slice(11, 16)} ${topic}`)
      .sort();
  }

  marks = () => listMarks(this.project.projectId, 'zoom');

  /** Calls of the API since this was asked last. */
  calls(): string[] {
    const { provider } = this.#world.zoom;
    const made = provider.requests().filter(({ path }) => path.includes('/meetings'));
    provider.clearRequests();
    return made.map(({ method }) => method);
  }
}

export { ANNA, HAIRCUT, MARIA };
