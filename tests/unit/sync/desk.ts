import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Booking } from '../../../shared/bookings/index.ts';
import { dynamodb } from '../../../shared/platform/aws/dynamodb.ts';
import { addSeconds, secondsBetween } from '../../../shared/platform/clock.ts';
import type { BookingId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import type { Project } from '../../../shared/projects/index.ts';
import {
  type Destination,
  dirtyFor,
  type SyncMessage,
  type SyncOutcome,
  syncBookings,
  syncMessageSchema,
} from '../../../shared/sync/index.ts';
import { putProject } from '../../steps/bookings.ts';
import type { Dynoxide } from '../../steps/dynoxide.ts';
import { ANNA, HAIRCUT, salon } from '../../steps/salon.ts';

/** How a call of the board ends. */
export type Ending =
  | 'well'
  /** Nothing was done. */
  | 'refused'
  /** It was done, and the answer was lost. */
  | 'lost'
  /** The worker dies before it is done, or after. */
  | 'dies'
  | 'dies after'
  /** The destination has a bug. */
  | 'throws';

class Died extends Error {}

/**
 * A destination that is there for tests only: a board on a wall with a card for each booking. What a folder of
 * shared/sync would hold is `destination`; the line of the door is the list that `syncBookings` is given.
 */
export class Board {
  /** Cards by the place they hang at: what they say, by their own id. */
  readonly places = new Map<string, Map<string, { bookingId: string; says: string }>>();
  readonly calls: { place: string; bookings: string[] }[] = [];
  /** How the next calls end; then well. */
  endings: Ending[] = [];
  retryAfterSeconds: number | undefined;
  /** The integration whose credentials it says it refuses. */
  refusedBy: 'appsheet' | undefined;
  /** When those were connected, as far as it knows. */
  connectedAt: string | undefined;
  /** Bookings that the board never takes. */
  readonly never = new Set<string>();
  /** Runs while a call is under way, before it takes effect. */
  meanwhile: (() => Promise<void>) | undefined;
  /** How many were under way at once, at most, by place. */
  most = 0;
  #running = 0;
  #ids = 0;
  /** States of bookings that have no card. */
  readonly hides = new Set<string>();
  /** Places that nobody can read. */
  readonly dark = new Set<string>();
  /** Runs after a place was looked at, before that is told. */
  whileRead: (() => Promise<void>) | undefined;
  /** Where cards may hang. */
  all: readonly string[] = ['wall'];
  placeOf: Destination['placeOf'] = () => 'wall';

  readonly says = (booking: Booking): string =>
    `${booking.clientName} ${booking.startsAt} ${booking.status}`;

  readonly destination: Destination = {
    name: 'board',
    placeOf: (project, booking) => this.placeOf(project, booking),
    places: async () => this.all,
    write: async ({ place, items }) => {
      this.#running += 1;
      this.most = Math.max(this.most, this.#running);
      try {
        this.calls.push({ place, bookings: items.map(({ booking }) => booking.clientName) });
        const ending = this.endings.shift() ?? 'well';
        const { meanwhile } = this;
        this.meanwhile = undefined;
        await meanwhile?.();
        if (ending === 'dies') throw new Died();
        if (ending === 'throws') throw new Error('a bug');
        const outcomes = new Map<BookingId, SyncOutcome>();
        for (const item of items) {
          const { booking, remote, remove } = item;
          const action = remove ? 'Delete' : remote ? 'Edit' : 'Add';
          const said = { action, payload: { card: this.says(booking) } } as const;
          if (ending === 'refused' || this.never.has(booking.clientName)) {
            const wait = this.retryAfterSeconds;
            outcomes.set(booking.bookingId, {
              ...{ ...said, kind: 'failed', why: 'the board is away' },
              ...(wait === undefined ? {} : { retryAfterSeconds: wait }),
              ...(this.refusedBy === undefined ? {} : { refusedBy: this.refusedBy }),
              ...(this.connectedAt === undefined ? {} : { connectedAt: this.connectedAt }),
            });
            continue;
          }
          outcomes.set(booking.bookingId, this.#hang(place, item, said));
        }
        if (ending === 'dies after') throw new Died();
        if (ending !== 'lost') return outcomes;
        return new Map(
          [...outcomes].map(([id, { action, payload }]) => [
            id,
            { kind: 'failed', action, payload, why: 'no answer' } as const,
          ]),
        );
      } finally {
        this.#running -= 1;
      }
    },
    holds: ({ status }) => !this.hides.has(status),
    removeStrays: async ({ place, bookingIds }) => {
      if (this.endings.shift() === 'refused') throw new Error('the board is away');
      const cards = this.places.get(place) ?? new Map();
      for (const [id, card] of cards) if (bookingIds.includes(card.bookingId)) cards.delete(id);
    },
    read: async ({ place }) => {
      const seen = [...(this.places.get(place) ?? [])];
      const { whileRead } = this;
      this.whileRead = undefined;
      await whileRead?.();
      if (this.dark.has(place)) throw new Error('it is dark');
      return seen.map(([id, { bookingId, says }]) => ({
        id,
        ...(bookingId === '' ? {} : { bookingId: bookingId as BookingId }),
        fingerprint: says,
        shows: (booking) => says === this.says(booking),
      }));
    },
  };

  /** A card is found by its booking, so that a second one never hangs beside it. */
  #hang(
    place: string,
    { booking, remote, remove }: Parameters<Destination['write']>[0]['items'][number],
    said: { readonly action: 'Add' | 'Edit' | 'Delete'; readonly payload: unknown },
  ): SyncOutcome {
    const cards = this.places.get(place) ?? new Map();
    this.places.set(place, cards);
    const { bookingId, version } = booking;
    const found = [...cards].find(([, card]) => card.bookingId === bookingId)?.[0];
    if (remove || this.hides.has(booking.status)) {
      for (const [id, card] of cards) if (card.bookingId === bookingId) cards.delete(id);
      return { ...said, kind: 'gone', response: 'ok' };
    }
    const fingerprint = this.says(booking);
    // Of several cards one is enough.
    for (const [id, card] of cards) {
      if (card.bookingId === bookingId && id !== found) cards.delete(id);
    }
    if (remote && remote.fingerprint === fingerprint) {
      return { ...said, kind: 'already there', remote: { ...remote, version } };
    }
    this.#ids += found ? 0 : 1;
    const id = found ?? String(this.#ids);
    cards.set(id, { bookingId, says: fingerprint });
    return { ...said, kind: 'written', remote: { id, version, fingerprint }, response: 'ok' };
  }

  /** What the cards of a place say, sorted. */
  shown(place = 'wall'): string[] {
    return [...(this.places.get(place)?.values() ?? [])].map(({ says }) => says).sort();
  }
}

/** A project, its bookings, the queue and the clock of one test. */
export class Desk {
  readonly board = new Board();
  readonly project: Project;
  readonly bookings = new Map<string, Booking>();
  queue: { readonly body: SyncMessage; readonly at: string }[] = [];
  readonly parked: Readonly<Record<string, unknown>>[] = [];
  now = '2026-11-21T10:00:00.000Z';
  #client: DynamoDBDocumentClient;
  #dynoxide: Dynoxide;
  #workers = new Set<{ dead: boolean }>();

  constructor(dynoxide: Dynoxide, name: string) {
    this.#dynoxide = dynoxide;
    const endpoint = { endpoint: dynoxide.endpoint, region: 'us-east-1' };
    this.#client = DynamoDBDocumentClient.from(
      new DynamoDBClient({
        ...endpoint,
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      }),
    );
    this.project = salon({ projectId: name as Project['projectId'] });
  }

  async open(): Promise<this> {
    await putProject(this.#dynoxide.endpoint, this.#dynoxide.tableName, this.project, 'owner');
    return this;
  }

  /** Writes the next version of the booking of this client, and tells as the stream would. */
  async change(clientName: string, different: Partial<Booking> = {}, times = 1): Promise<Booking> {
    const old = this.bookings.get(clientName);
    const { projectId, timeZone } = this.project;
    const base = old ?? {
      projectId,
      bookingId: `B${clientName.toUpperCase().padEnd(19, 'X')}`,
      code: 'ABC123',
      status: 'PENDING',
      ...{ specialistId: ANNA, specialistName: 'Anna', serviceId: HAIRCUT, serviceName: 'Haircut' },
      ...{ startsAt: '2026-11-24T13:00:00.000Z', endsAt: '2026-11-24T13:30:00.000Z', timeZone },
      ...{ clientId: 'C1', clientName, request: 1, requestedAt: this.now, reminders: 0 },
      createdAt: this.now,
      version: 0,
    };
    const actor = { kind: 'member', id: 'u1' };
    const booking = {
      ...base,
      actor,
      updatedAt: this.now,
      ...different,
      version: base.version + 1,
    } as Booking;
    this.bookings.set(clientName, booking);
    const projectKey = keys.index.bookingsOfProject(projectId);
    const indexed = { projectKey, clientKey: 'CK', wishes: '', changeKeys: [] };
    const row = { entity: 'Booking', ...indexed, ...booking };
    const Item = { ...keys.booking(projectId, booking.bookingId), ...row };
    await this.#client.send(new PutCommand({ TableName: this.#dynoxide.tableName, Item }));
    const message = dirtyFor(booking, old);
    for (let sent = 0; message && sent < times; sent += 1) this.put(message);
    return booking;
  }

  put(body: SyncMessage, delaySeconds = 0): void {
    const plain = syncMessageSchema.parse(JSON.parse(JSON.stringify(body)));
    this.queue.push({ body: plain, at: addSeconds(this.now, Math.ceil(delaySeconds)) });
  }

  /** One worker takes these messages; one that dies leaves them in the queue until they are seen again. */
  async work(bodies: readonly SyncMessage[]): Promise<void> {
    if (bodies.length === 0) return;
    const worker = { dead: false };
    this.#workers.add(worker);
    const alive = () => {
      if (worker.dead) throw new Died();
    };
    const destination: Destination = {
      ...this.board.destination,
      write: async (request) => {
        alive();
        try {
          return await this.board.destination.write(request);
        } catch (fault) {
          worker.dead ||= fault instanceof Died;
          throw fault;
        }
      },
    };
    try {
      await syncBookings(bodies, [destination], {
        again: async (message, delay) => {
          alive();
          this.put(message, delay);
        },
        giveUp: async (body) => {
          alive();
          this.parked.push(body);
        },
        now: () => {
          alive();
          return this.now;
        },
      });
    } catch (fault) {
      if (!worker.dead) throw fault;
      for (const body of bodies) this.put(body, 540);
    } finally {
      this.#workers.delete(worker);
    }
  }

  /** The worker dies at its nth call of the table, which is done before or not. Of one worker at a time only. */
  dieAt(nth: number, when: 'before' | 'after'): void {
    let count = 0;
    const die = () => {
      for (const worker of this.#workers) worker.dead = true;
      return new Died();
    };
    dynamodb.middlewareStack.add(
      (next) => async (args) => {
        const own = this.#workers.size > 0;
        if (own && [...this.#workers].some(({ dead }) => dead)) throw new Died();
        count += own ? 1 : 0;
        if (own && count === nth && when === 'before') throw die();
        const answer = await next(args);
        if (own && count === nth && when === 'after') throw die();
        return answer;
      },
      { step: 'initialize', name: 'death', override: true },
    );
  }

  /** Delivers what is due, each message to a worker of its own or all to one. */
  async deliver(together = true): Promise<void> {
    const due = this.queue.filter(({ at }) => at <= this.now);
    this.queue = this.queue.filter((one) => !due.includes(one));
    if (together) return this.work(due.map(({ body }) => body));
    await Promise.all(due.map(({ body }) => this.work([body])));
  }

  /** Moves the clock from message to message until none is left. @returns the seconds that took */
  async runUntilIdle(mostSeconds = 48 * 3_600): Promise<number> {
    const begun = this.now;
    while (this.queue.length > 0) {
      const next = this.queue.map(({ at }) => at).sort()[0] ?? this.now;
      if (next > this.now) this.now = next;
      if (secondsBetween(begun, this.now) > mostSeconds) throw new Error('It does not end.');
      await this.deliver();
    }
    return secondsBetween(begun, this.now);
  }

  /** What the board should say. */
  truth(): string[] {
    return [...this.bookings.values()].map(this.board.says).sort();
  }

  /** Items of the partition of the destination, or of a booking, by the beginning of their sort key. */
  async items(pk: string, prefix: string): Promise<Record<string, unknown>[]> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#dynoxide.tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: { ':pk': pk, ':sk': prefix },
        ConsistentRead: true,
      }),
    );
    return Items;
  }

  marks(): Promise<Record<string, unknown>[]> {
    return this.items(keys.sync(this.project.projectId, 'board'), 'DIRTY#');
  }

  records({ bookingId }: Booking): Promise<Record<string, unknown>[]> {
    return this.items(keys.booking(this.project.projectId, bookingId).pk, 'SYNC#');
  }

  close(): void {
    dynamodb.middlewareStack.remove('death');
    this.#client.destroy();
  }
}
