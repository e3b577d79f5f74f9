import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { replaceImportedBusy } from '../../../../shared/availability/index.ts';
import {
  type Booked,
  type Booking,
  book,
  getBooking,
  reschedule,
} from '../../../../shared/bookings/index.ts';
import { integrationLost } from '../../../../shared/conversations/index.ts';
import { getIntegration, noteConnected } from '../../../../shared/integrations/index.ts';
import { addSeconds } from '../../../../shared/platform/clock.ts';
import type { ClientId, ProjectId } from '../../../../shared/platform/ids.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import { LANGUAGES, type Project } from '../../../../shared/projects/index.ts';
import {
  claimBusyPlace,
  hashOf,
  stillClaimed,
} from '../../../../shared/sync/busy-times/busy-place.ts';
import { sourceIn } from '../../../../shared/sync/busy-times/import-place.ts';
import { busyTexts } from '../../../../shared/sync/busy-times/texts/index.ts';
import {
  type BusyQuestion,
  type BusyReading,
  type BusySource,
  freshBusyTimes,
  importBusyTimes,
  listBusyTimes,
  UNREADABLE,
} from '../../../../shared/sync/index.ts';
import { documents, overlaps, readAll } from '../../../steps/bookings.ts';
import { type Dynoxide, startTable } from '../../../steps/dynoxide.ts';
import { ANNA, everyDay, HAIRCUT, MARIA, salon } from '../../../steps/salon.ts';

let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());

const NOW = '2026-11-23T08:00:00.000Z';
const OLENA = { clientId: 'olena' as ClientId, name: 'Олена' };
const MEMBER = { kind: 'member', id: 'owner' } as const;

const minutes = (count: number) => addSeconds(NOW, 60 * count);
const span = (from: string, to: string, specialistId = ANNA) => ({
  specialistId,
  startsAt: `2026-11-24T${from}:00.000Z`,
  endsAt: `2026-11-24T${to}:00.000Z`,
});

/** A place on paper: what it says is set by the test, and every question is kept. */
class Paper implements BusySource {
  readonly name = 'google-sheets';
  all: string[] = ['book'];
  answers: BusyReading = { kind: 'read', busy: [], unreadable: [] };
  isDown = false;
  /** Runs before it answers. */
  meanwhile: (() => Promise<void>) | undefined;
  readonly asked: BusyQuestion[] = [];
  readonly places = async () => this.all;
  readonly read = async (question: BusyQuestion): Promise<BusyReading> => {
    this.asked.push(question);
    const answer = this.answers;
    await this.meanwhile?.();
    return this.isDown ? { kind: 'failed', why: 'down' } : answer;
  };

  says(...busy: ReturnType<typeof span>[]): void {
    this.answers = { kind: 'read', busy, unreadable: [] };
  }
}

let paper: Paper;
let project: Project;
let made = 0;
beforeEach(() => {
  made += 1;
  paper = new Paper();
  project = salon({ projectId: `busy_${made}` as ProjectId });
});

const upkeep = (now = NOW) => importBusyTimes(project, [paper], { now });
/** What a turn asks that has no time to wait. */
const isFresh = (now = NOW) =>
  freshBusyTimes([paper], { put: async () => {}, limitMs: 0 })(project, now);
/** Upkeep works, and a turn looks what came of it. */
async function refresh(now = NOW) {
  await upkeep(now);
  return await isFresh(now);
}

let requests = 0;
async function wish(startsAt: string, specialistId = ANNA) {
  requests += 1;
  const wished = { project, serviceId: HAIRCUT, specialistId, startsAt, client: OLENA, now: NOW };
  return await book({ ...wished, actor: MEMBER, idempotencyKey: `request-${requests}` });
}
const booked = async (startsAt: string): Promise<Booking> =>
  ((await wish(startsAt)) as Booked).booking;

/** What the days say that is no booking's: `anna 2026-11-24 480-510`. */
async function imported(): Promise<string[]> {
  const { days } = await readAll(dynoxide.endpoint, dynoxide.tableName, project.projectId);
  return days
    .flatMap(({ specialistId, date, taken }) =>
      taken
        .filter(({ bookingId }) => bookingId === undefined)
        .map(({ from, to }) => `${specialistId} ${date} ${from}-${to}`),
    )
    .sort();
}

async function alerts(): Promise<Record<string, unknown>[]> {
  const { QueryCommand } = await import('@aws-sdk/lib-dynamodb');
  const client = documents(dynoxide.endpoint);
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: dynoxide.tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.alerts(project.projectId) },
    }),
  );
  client.destroy();
  return Items;
}

describe('busy times elsewhere', () => {
  it('cost nothing where nobody is connected', async () => {
    paper.all = [];
    const broken = { ...project, projectId: '' as ProjectId };
    const put = () => Promise.reject(new Error('Nobody is to be asked.'));
    expect(await freshBusyTimes([paper], { put })(broken, NOW)).toEqual({ outdated: [] });
  });

  it('are in the days, and a place is read once a minute at most, by everybody together', async () => {
    paper.says(span('10:00', '11:00'), span('12:00', '12:30', MARIA));
    const wishes: object[] = [];
    // Each of them asks for an import and waits for whichever comes.
    const turn = freshBusyTimes([paper], {
      put: async (wish) => {
        wishes.push(wish);
        void upkeep(NOW);
      },
    });
    const all = await Promise.all(Array.from({ length: 5 }, () => turn(project, NOW)));
    expect(wishes[0]).toEqual({ projectId: project.projectId, task: 'import', attempt: 0 });
    expect(all).toEqual(Array(5).fill({ outdated: [] }));
    expect(paper.asked).toHaveLength(1);
    expect(await imported()).toEqual(['anna 2026-11-24 600-660', 'maria 2026-11-24 720-750']);
    expect(paper.asked[0]).toMatchObject({
      ...{ place: 'book', from: '2026-11-23T00:00:00.000Z', to: '2027-01-25T00:00:00.000Z' },
    });
    paper.says(span('10:00', '10:30'));
    expect(await refresh(addSeconds(NOW, 59))).toEqual({ outdated: [] });
    expect(paper.asked).toHaveLength(1);
    expect(await refresh(minutes(1))).toEqual({ outdated: [] });
    expect(await imported()).toEqual(['anna 2026-11-24 600-630']);
    expect(await wish('2026-11-24T10:00:00.000Z')).toMatchObject({ refused: 'slot_taken' });
    expect(await wish('2026-11-24T10:30:00.000Z')).toMatchObject({ created: true });
  });

  it('stay as they were imported last while the service is down, and that is told', async () => {
    paper.says(span('10:00', '11:00'));
    await refresh();
    const last = await imported();
    paper.answers = { kind: 'failed', why: 'Google Sheets: 503' };
    expect(await refresh(minutes(1))).toEqual({ outdated: ['google-sheets'] });
    // Who does not ask because it was asked a moment ago knows it as well.
    expect(await refresh(addSeconds(minutes(1), 10))).toEqual({ outdated: ['google-sheets'] });
    expect(paper.asked).toHaveLength(2);
    expect(await imported()).toEqual(last);
    paper.says();
    expect(await refresh(minutes(2))).toEqual({ outdated: [] });
    expect(await imported()).toEqual([]);
  });

  it.each([
    ['not_allowed', 'connected'],
    ['credentials_refused', 'connected'],
    ['sign_in_over', 'needs_attention'],
  ])('mend by being read what was %s before: %s', async (code, status) => {
    const { projectId } = project;
    const about = { projectId, slug: 'google-sheets' } as const;
    await noteConnected({ ...about, actor: 'o', now: NOW });
    const failing = async (since: string) => {
      await integrationLost({ ...about, code, message: 'No.', now: since });
      return { kind: 'failed', why: 'no' } as const;
    };
    paper.answers = await failing(minutes(1));
    await refresh(minutes(1));
    // What becomes known while it is read counts more.
    paper.says();
    await refresh(minutes(2));
    expect((await getIntegration(projectId, 'google-sheets'))?.status).toBe(status);
    paper.answers = await failing(minutes(4));
    await refresh(minutes(3));
    paper.says();
    await refresh(minutes(4));
    expect((await getIntegration(projectId, 'google-sheets'))?.status).toBe('needs_attention');
  });

  it('are not asked for before the service wants to be asked again', async () => {
    paper.answers = { kind: 'failed', why: '429', retryAfterSeconds: 300 };
    await refresh();
    await refresh(minutes(4));
    expect(paper.asked).toHaveLength(1);
    await refresh(minutes(5));
    expect(paper.asked).toHaveLength(2);
  });

  it('are known by a cursor, which is not used where it would hide something', async () => {
    paper.answers = { kind: 'read', busy: [span('10:00', '11:00')], unreadable: [], cursor: 'a' };
    await refresh();
    paper.answers = { kind: 'unchanged', cursor: 'b' };
    expect(await refresh(minutes(1))).toEqual({ outdated: [] });
    expect(await imported()).toEqual(['anna 2026-11-24 600-660']);
    paper.answers = { kind: 'read', busy: [], unreadable: [], cursor: 'c' };
    await refresh(minutes(2));
    // The configuration is another one; a day has passed, and one more day can be booked.
    project = { ...project, version: 2 };
    await refresh(minutes(3));
    await refresh(minutes(4));
    await refresh(minutes(24 * 60));
    await refresh(minutes(24 * 60 + 1));
    const cursors = paper.asked.map(({ cursor }) => cursor ?? '-');
    expect(cursors).toEqual(['-', 'a', 'b', '-', 'c', '-', 'c']);
  });

  it('are read as a whole at once when the service has forgotten the cursor', async () => {
    paper.answers = { kind: 'read', busy: [], unreadable: [], cursor: 'a' };
    await refresh();
    paper.answers = { kind: 'failed', why: 'gone', cursorGone: true };
    paper.meanwhile = async () => paper.says(span('10:00', '11:00'));
    expect(await refresh(minutes(1))).toEqual({ outdated: [] });
    expect(paper.asked.map(({ cursor }) => cursor)).toEqual([undefined, 'a', undefined]);
    expect(await imported()).toEqual(['anna 2026-11-24 600-660']);
  });

  it('are waited for while somebody reads them, but not for long', async () => {
    const began = performance.now();
    paper.meanwhile = async () => {
      const turn = freshBusyTimes([paper], { put: async () => {}, limitMs: 500 });
      expect(await turn(project, NOW)).toEqual({ outdated: ['google-sheets'] });
    };
    expect(await refresh()).toEqual({ outdated: [] });
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(paper.asked).toHaveLength(1);
  });

  it('are good for ten minutes when upkeep has too much to do', async () => {
    await refresh();
    expect(await isFresh(minutes(9))).toEqual({ outdated: [] });
    expect(await isFresh(minutes(11))).toEqual({ outdated: ['google-sheets'] });
  });

  it('are not known when nobody can be asked, which is no fault of the turn', async () => {
    const put = () => Promise.reject(new Error('The queue is away.'));
    const turn = freshBusyTimes([paper], { put });
    expect(await turn(project, NOW)).toEqual({ outdated: ['google-sheets'] });
  });

  it('are written by the newest reading, however late an older one comes', async () => {
    paper.says(span('10:00', '11:00'));
    paper.meanwhile = async () => {
      paper.meanwhile = undefined;
      paper.says(span('15:00', '16:00'));
      await upkeep(minutes(1));
    };
    await refresh();
    expect(await imported()).toEqual(['anna 2026-11-24 900-960']);
    // And it knows that they are: the same again is written over whatever the older one left.
    paper.says(span('10:00', '11:00'));
    await refresh(minutes(2));
    expect(await imported()).toEqual(['anna 2026-11-24 600-660']);
  });

  it('are not written by a reading that was overtaken between two days', async () => {
    paper.says(span('10:00', '11:00'));
    await upkeep();
    const { projectId } = project;
    const key = { projectId, source: paper.name, hash: hashOf('book'), place: 'book' };
    const old = await claimBusyPlace(key, { now: minutes(1), seconds: 60 });
    const newer = await claimBusyPlace(key, { now: minutes(2), seconds: 60 });
    if (!old || !newer) throw new Error('Nobody else has claimed it.');
    const write = (claimed: typeof old) =>
      replaceImportedBusy({
        ...{ projectId, specialistId: ANNA, source: sourceIn(claimed), spans: [] },
        ...{ from: NOW, to: minutes(60 * 24 * 7), guard: () => stillClaimed(claimed) },
      });
    expect(await write(old)).toBe('outdated');
    expect(await imported()).toEqual(['anna 2026-11-24 600-660']);
    expect(await write(newer)).toMatchObject({ written: 1 });
    expect(await imported()).toEqual([]);
  });

  it('are written anew after a death in the middle, although the place says what it said before', async () => {
    paper.says(span('10:00', '11:00'));
    await refresh();
    // The table has no room for such a key: the days of the one before are written then.
    const nobody = 'm'.repeat(3_000) as typeof ANNA;
    paper.says(span('12:00', '13:00'), span('12:00', '13:00', nobody));
    await expect(refresh(minutes(1))).rejects.toThrow();
    expect(await imported()).toEqual(['anna 2026-11-24 720-780']);
    // Half of it is there: nobody relies on it, and whoever tries again does not wait.
    expect(await isFresh(minutes(1))).toEqual({ outdated: ['google-sheets'] });
    paper.says(span('10:00', '11:00'));
    expect(await refresh(minutes(1))).toEqual({ outdated: [] });
    expect(await imported()).toEqual(['anna 2026-11-24 600-660']);
  });

  it('go when the place is no longer the project’s, with all that was said of it', async () => {
    const { bookingId } = await booked('2026-11-24T10:00:00.000Z');
    paper.answers = {
      kind: 'read',
      busy: [span('10:00', '11:00')],
      unreadable: [{ specialistId: ANNA, where: 'Anna, 7', why: 'no_time' }],
    };
    await upkeep();
    expect(await alerts()).toHaveLength(2);
    paper.all = ['another book'];
    paper.says(span('15:00', '16:00'));
    // At once, although it was read a moment ago.
    await upkeep(addSeconds(NOW, 1));
    expect(await imported()).toEqual(['anna 2026-11-24 900-960']);
    expect(await alerts()).toEqual([]);
    expect(await getBooking(project.projectId, bookingId)).not.toHaveProperty('flags');
    paper.all = [];
    await upkeep(addSeconds(NOW, 2));
    expect(await imported()).toEqual([]);
  });
});

describe('what people have to look at', () => {
  it('show who has time there and is none of the specialists, until she is', async () => {
    const people = Array.from({ length: 60 }, (_, at) => ({ id: `${100 + at}`, name: 'Інна' }));
    const shown = async () => {
      const { places } = await listBusyTimes({ access: { projectId: project.projectId } });
      return places[0]?.unmatched;
    };
    paper.answers = { kind: 'read', busy: [], unreadable: [], unmatched: [...people, ...people] };
    await upkeep();
    expect(await shown()).toEqual(people.slice(0, 50));
    paper.answers = { kind: 'unchanged' };
    await upkeep(minutes(2));
    expect(await shown()).toHaveLength(50);
    paper.isDown = true;
    await upkeep(minutes(4));
    expect(await shown()).toHaveLength(50);
    paper.isDown = false;
    paper.says(span('10:00', '11:00'));
    await upkeep(minutes(6));
    expect(await shown()).toEqual([]);
  });

  it('is a booking whose time is taken elsewhere as well, for as long as it is', async () => {
    const first = await booked('2026-11-24T10:00:00.000Z');
    const second = await booked('2026-11-24T12:00:00.000Z');
    paper.says(span('10:00', '12:30'));
    await refresh();
    const flagsOf = async ({ bookingId }: Booking) =>
      (await getBooking(project.projectId, bookingId))?.flags?.map(({ kind }) => kind);
    expect(await flagsOf(first)).toEqual(['busy_elsewhere']);
    const [alert] = await alerts();
    expect(alert).toMatchObject({ kind: 'busy_elsewhere', count: 1 });
    for (const one of [first, second]) expect(alert?.text).toContain(one.code);
    await refresh(minutes(1));
    expect(await alerts()).toMatchObject([{ count: 1 }]);
    paper.says(span('10:00', '11:00'));
    await refresh(minutes(2));
    expect(await flagsOf(first)).toEqual(['busy_elsewhere']);
    expect(await flagsOf(second)).toBeUndefined();
    paper.says();
    await refresh(minutes(3));
    expect(await flagsOf(first)).toBeUndefined();
    expect(await alerts()).toEqual([]);
  });

  it('is over when the booking moves, although nothing has changed in the place', async () => {
    const { bookingId } = await booked('2026-11-24T10:00:00.000Z');
    const busy = [span('10:00', '11:00')];
    paper.answers = { kind: 'read', busy, unreadable: [], cursor: 'a' };
    await refresh();
    expect(await alerts()).toHaveLength(1);
    const startsAt = '2026-11-24T12:00:00.000Z';
    const move = { project, bookingId, startsAt, actor: MEMBER, idempotencyKey: 'move', now: NOW };
    expect(await reschedule(move)).toMatchObject({ changed: true });
    await refresh(minutes(1));
    expect(paper.asked.at(-1)).not.toHaveProperty('cursor');
    expect(await alerts()).toEqual([]);
    await refresh(minutes(2));
    expect(paper.asked.at(-1)).toMatchObject({ cursor: 'a' });
  });

  it('is every entry that cannot be read, all at once and once only, until it can', async () => {
    const entry = (row: number) =>
      ({ specialistId: ANNA, where: `Anna, рядок ${row}`, why: 'no_year' }) as const;
    const cannot = (...rows: number[]) => {
      paper.answers = { kind: 'read', busy: [], unreadable: rows.map(entry) };
    };
    cannot(7, 9);
    await refresh();
    const [alert] = await alerts();
    expect(alert).toMatchObject({ kind: 'unreadable_rows', count: 1 });
    expect(alert?.text).toMatch(/Google Sheets.*\nAnna, рядок 7: Не вказано рік.*\nAnna, рядок 9/);
    await refresh(minutes(1));
    await refresh(minutes(60 * 5));
    expect(await alerts()).toMatchObject([{ count: 1 }]);
    cannot(7, 9, 11);
    await refresh(minutes(60 * 5 + 1));
    expect(await alerts()).toMatchObject([{ text: expect.stringContaining('11') }]);
    cannot();
    await refresh(minutes(60 * 5 + 2));
    expect(await alerts()).toEqual([]);
  });

  it.each(LANGUAGES)('is said in %s, whatever is wrong', (language) => {
    const texts = busyTexts(language);
    expect(Object.keys(texts.why)).toEqual(expect.arrayContaining([...UNREADABLE]));
    expect(Object.keys(texts)).toEqual(Object.keys(busyTexts('en')));
  });
});

describe('random readings, bookings and deaths', () => {
  const half = fc.nat(9);
  const at = (index: number) => addSeconds('2026-11-24T22:00:00.000Z', index * 1_800);
  const step = fc.oneof(
    fc.record({ do: fc.constant('types' as const), halves: fc.array(half, { maxLength: 4 }) }),
    fc.record({ do: fc.constant('reads' as const), later: fc.constantFrom(0, 30, 60, 61) }),
    fc.record({ do: fc.constant('fails' as const) }),
    fc.record({ do: fc.constant('dies' as const) }),
    fc.record({ do: fc.constant('books' as const), half }),
  );

  it('end with what was read last in the days, bookings that share no minute, and flags on what collides', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { maxLength: 8 }),
        async (rounds) => {
          made += 1;
          paper = new Paper();
          const round = { timeZone: 'UTC', workHours: everyDay('00:00', '24:00') };
          project = salon({ projectId: `busy_${made}` as ProjectId, ...round });
          let now = NOW;
          // Who dies never comes back; nobody waits for him.
          const deaths: (() => void)[] = [];
          const refreshed = () =>
            Promise.race([refresh(now), new Promise<void>((resolve) => deaths.push(resolve))]);
          for (const steps of rounds) {
            await Promise.all(
              steps.map(async (one) => {
                switch (one.do) {
                  case 'types':
                    paper.says(...one.halves.map((index) => spanAt(index)));
                    return;
                  case 'reads':
                    now = addSeconds(now, one.later);
                    await refreshed();
                    return;
                  case 'fails': {
                    paper.isDown = true;
                    now = addSeconds(now, 60);
                    await refreshed();
                    paper.isDown = false;
                    return;
                  }
                  case 'dies':
                    paper.meanwhile = () => {
                      paper.meanwhile = undefined;
                      for (const told of deaths.splice(0)) told();
                      return new Promise(() => {});
                    };
                    now = addSeconds(now, 60);
                    await refreshed();
                    return;
                  case 'books':
                    await wish(at(one.half));
                }
              }),
            );
          }
          paper.meanwhile = undefined;
          now = addSeconds(now, 120);
          expect(await refresh(now)).toEqual({ outdated: [] });
          const after = await readAll(dynoxide.endpoint, dynoxide.tableName, project.projectId);
          expect(overlaps(after)).toEqual([]);
          const said = paper.answers.kind === 'read' ? paper.answers.busy : [];
          const taken = new Set((await imported()).flatMap(halvesOf));
          expect(taken).toEqual(new Set(said.map(({ startsAt }) => startsAt)));
          for (const booking of after.bookings) {
            const flagged = (booking.flags ?? []).length > 0;
            expect(flagged).toBe(taken.has(booking.startsAt));
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  const spanAt = (index: number) => ({
    ...{ specialistId: ANNA, startsAt: at(index), endsAt: at(index + 1) },
  });

  /** The half hours of an interval, by their beginning. */
  function halvesOf(text: string): string[] {
    const [, date = '', bounds = ''] = text.split(' ');
    const [from = 0, to = 0] = bounds.split('-').map(Number);
    const midnight = `${date}T00:00:00.000Z`;
    return Array.from({ length: (to - from) / 30 }, (_, index) =>
      addSeconds(midnight, (from + index * 30) * 60),
    );
  }
});
