import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../infra/local/control/seeded-random.ts';
import type { BookingDocument } from '../../shared/contracts/bookings.ts';
import type { ProjectId, ServiceId, SpecialistId } from '../../shared/platform/ids.ts';
import type { Project } from '../../shared/projects/index.ts';
import { type ApiAnswer, callApi } from '../steps/api-call.ts';
import { overlaps, putProject, readAll, takenByBookings, takenByDays } from '../steps/bookings.ts';
import { createTable, startDynoxide, useTable } from '../steps/dynoxide.ts';
import { type Faults, startFaults } from '../steps/faults.ts';
import { type ApiHandler, loadBundle } from '../steps/load-handler.ts';
import { everyDay, salon } from '../steps/salon.ts';
import { SEED } from '../steps/seed.ts';

const TABLE = 'frontdesk-test';
/** Many people at the desk, each within the calls a person may make in a minute. */
const OWNERS = Array.from({ length: 250 }, (_, index) => `owner-${index}`);
const CLIENTS = 10_000;
/** Requests that run at the same moment: a Lambda container takes one at a time, and so many containers run. */
const CONTAINERS = Number(process.env.CONTAINERS ?? 100);

let dynoxide: Awaited<ReturnType<typeof startDynoxide>>;
let faults: Faults;
let handler: ApiHandler;
beforeAll(async () => {
  dynoxide = await startDynoxide();
  await createTable(dynoxide.endpoint, TABLE);
  const rates = { conflict: 0.05, throttle: 0.05, lost: 0.05 };
  faults = await startFaults(dynoxide.endpoint, { seed: SEED, rates });
  useTable(faults.endpoint, TABLE);
  process.env.LOG_LEVEL = 'SILENT';
  handler = await loadBundle('api-bookings');
});
afterAll(async () => {
  await faults.close();
  await dynoxide.close();
});

const roll = seededRandom(SEED);
/** A whole number below `limit`. */
const random = (limit: number): number => Math.floor(roll() * limit);

/** Five specialists, services of 15 minutes to 3 hours, open day and night: times that overlap in every way. */
const project: Project = salon({
  projectId: 'law_one' as ProjectId,
  workHours: everyDay('00:00', '24:00'),
  slotMinutes: 15,
  horizonDays: 60,
  specialists: ['a', 'b', 'c', 'd', 'e'].map((name) => ({
    specialistId: name as SpecialistId,
    name,
  })),
  services: [1, 2, 3, 5, 8, 12].map((slots) => ({
    serviceId: `s${slots}` as ServiceId,
    name: `${slots} slots`,
    slots,
  })),
});
const DAYS = 14;
const FIRST = Math.ceil(Date.now() / 86_400_000 + 2) * 86_400_000;

function randomPlace(): { specialist_id: string; starts_at: string } {
  const start = FIRST + random(DAYS * 96) * 15 * 60_000;
  return {
    specialist_id: project.specialists[random(5)]?.specialistId ?? '',
    starts_at: new Date(start).toISOString(),
  };
}

interface Failure {
  readonly error: {
    readonly code: string;
    readonly details?: { readonly alternatives: unknown[] };
  };
}

/** Asks as a person's program does: the same request with the same key again while the answer is a 5xx. */
async function insist(
  routeKey: string,
  body: object,
  key: string,
  userId: string,
  bookingId?: string,
): Promise<ApiAnswer<BookingDocument & Failure>> {
  const path = { project_id: project.projectId, ...(bookingId ? { booking_id: bookingId } : {}) };
  for (let tried = 1; ; tried += 1) {
    const answer = await callApi<BookingDocument & Failure>(handler, {
      ...{ routeKey, path, body, userId },
      headers: { 'idempotency-key': key },
    });
    if (answer.status < 500 || tried === 50) return answer;
  }
}

/** What one client was told last of her booking. */
interface Told {
  readonly answers: Record<string, number>;
  readonly booking?: BookingDocument;
}

async function oneClient(index: number): Promise<Told> {
  const answers: Record<string, number> = {};
  const count = (what: string, { status, body }: ApiAnswer<Failure>) => {
    const name = `${what} ${status} ${body.error?.code ?? ''}`.trim();
    answers[name] = (answers[name] ?? 0) + 1;
  };
  const [place, next, what] = [randomPlace(), randomPlace(), random(10)];
  const userId = OWNERS[index % OWNERS.length] ?? '';
  const service = project.services[random(6)]?.serviceId;
  const wish = { ...place, service_id: service, client: { name: `Client ${index}` } };
  const collection = '/projects/{project_id}/bookings';
  const made = await insist(`POST ${collection}`, wish, `book-${index}`, userId);
  count('book', made);
  if (made.status >= 300) return { answers };
  const { booking_id: id } = made.body;
  let told = made.body;
  for (const [wanted, name, body] of [
    [what < 5, 'move', next],
    [what < 1 || what > 7, 'cancel', { status: 'CANCELLED' }],
  ] as const) {
    if (!wanted) continue;
    const changed = await insist(
      `PATCH ${collection}/{booking_id}`,
      body,
      `${name}-${index}`,
      userId,
      id,
    );
    count(name, changed);
    if (changed.status < 300) told = changed.body;
  }
  return { answers, booking: told };
}

describe(`law 1, through the real bundle, seed ${SEED}`, () => {
  it(`${CLIENTS} clients book, move and cancel at random over conflicts, throttling and lost answers: no overlap`, {
    timeout: 600_000,
  }, async () => {
    console.log(`law 1: SEED=${SEED}`);
    await putProject(dynoxide.endpoint, TABLE, project, ...OWNERS);
    const told: Told[] = [];
    let next = 0;
    const container = async (): Promise<void> => {
      while (next < CLIENTS) {
        next += 1;
        told.push(await oneClient(next));
      }
    };
    await Promise.all(Array.from({ length: CONTAINERS }, container));

    const answers: Record<string, number> = {};
    for (const one of told) {
      for (const [name, times] of Object.entries(one.answers)) {
        answers[name] = (answers[name] ?? 0) + times;
      }
    }
    const met = await faults.counts();
    console.log(JSON.stringify({ answers, met }));

    const stored = await readAll(dynoxide.endpoint, TABLE, project.projectId);
    expect(overlaps(stored)).toEqual([]);
    expect(takenByDays(stored)).toEqual(takenByBookings(stored));

    // Every yes has its row, exactly as it was told; every no has none.
    const yes = told.flatMap(({ booking }) => booking ?? []);
    const rows = new Map(stored.bookings.map((booking) => [booking.bookingId as string, booking]));
    expect(rows.size).toBe(yes.length);
    for (const booking of yes) {
      expect(rows.get(booking.booking_id)).toMatchObject({
        ...{ status: booking.status, version: booking.version, code: booking.code },
        ...{ startsAt: booking.starts_at, endsAt: booking.ends_at },
        specialistId: booking.specialist_id,
      });
    }

    // It was a fight: every kind of answer and of fault was met, and nobody was left without one.
    expect(told).toHaveLength(CLIENTS);
    expect(Object.keys(answers).filter((name) => / 5\d\d/.test(name))).toEqual([]);
    expect(answers['book 201']).toBeGreaterThan(500);
    expect(answers['book 409 slot_taken']).toBeGreaterThan(500);
    expect(answers['move 200']).toBeGreaterThan(100);
    expect(answers['move 409 slot_taken']).toBeGreaterThan(100);
    expect(answers['cancel 200']).toBeGreaterThan(100);
    for (const fault of ['conflict', 'throttle', 'lost']) expect(met[fault]).toBeGreaterThan(100);
  });
});
