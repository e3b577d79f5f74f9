import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Booking,
  type BookingRefusal,
  book,
  cancel,
  type Decide,
  decide,
  expire,
  type GiveReason,
  getBooking,
  giveReason,
  listBookings,
  remind,
  reschedule,
  startSession,
  UNDO_SECONDS,
  type UndoDecision,
  undoDecision,
} from '../../../shared/bookings/index.ts';
import { addSeconds } from '../../../shared/platform/clock.ts';
import { isRefusal } from '../../../shared/platform/errors.ts';
import type { BookingId, ClientId, ProjectId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import type { Project } from '../../../shared/projects/index.ts';
import {
  documents,
  overlaps,
  putProject,
  readAll,
  takenByBookings,
  takenByDays,
} from '../../steps/bookings.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { ANNA, HAIRCUT, MARIA, salon } from '../../steps/salon.ts';

let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());

const NOW = '2026-11-21T10:00:00.000Z';
const TEN = '2026-11-24T08:00:00.000Z';
const ELEVEN = '2026-11-24T09:00:00.000Z';
const OLENA = { clientId: 'olena' as ClientId, name: 'Олена' };
const IVAN = { clientId: 'ivan' as ClientId, name: 'Іван' };
const later = (seconds: number) => addSeconds(NOW, seconds);
const staff = (id: string) => ({ actor: { kind: 'staff', id } as const, by: id });
const LUKAS = staff('Lukas');
const SASHA = staff('Sasha');
const BY_OLENA = { kind: 'client', id: OLENA.clientId } as const;

let made = 0;
function ownSalon(different: Partial<Project> = {}): Project {
  made += 1;
  return salon({ projectId: `answer_${made}` as ProjectId, ...different });
}

async function bookedBy(project: Project, client = OLENA, startsAt = TEN): Promise<Booking> {
  const answer = await book({
    ...{ project, serviceId: HAIRCUT, specialistId: ANNA, startsAt, client, now: NOW },
    ...{ actor: { kind: 'client', id: client.clientId }, idempotencyKey: client.clientId },
  });
  if (isRefusal(answer)) throw new Error(answer.message);
  return answer.booking;
}

/** A new booking that waits, with the verbs about it. */
async function waiting(different: Partial<Project> = {}) {
  const project = ownSalon(different);
  const booking = await bookedBy(project);
  const one = { projectId: project.projectId, bookingId: booking.bookingId };
  return {
    ...{ project, booking, one },
    says: (to: Decide['to'], more: Partial<Decide> = {}) =>
      decide({ ...one, ...LUKAS, to, now: later(60), ...more }),
    undoes: (more: Partial<UndoDecision> = {}) =>
      undoDecision({ ...one, actor: SASHA.actor, now: later(120), ...more }),
    explains: (reason: string, more: Partial<GiveReason> = {}) =>
      giveReason({ ...one, actor: LUKAS.actor, reason, now: later(90), ...more }),
    reminds: (reminder: number, more: Partial<Parameters<typeof remind>[0]> = {}) =>
      remind({ ...one, requestedAt: NOW, reminder, now: later(1800 * reminder), ...more }),
    moves: (startsAt: string, actor: Booking['actor'], now = later(30)) =>
      reschedule({ ...one, project, startsAt, actor, now, idempotencyKey: startsAt + now }),
    stored: async () => {
      const row = await getBooking(one.projectId, one.bookingId);
      if (!row) throw new Error('The booking is gone.');
      return row;
    },
  };
}

function refused(answer: unknown): string | undefined {
  return isRefusal(answer as BookingRefusal) ? (answer as BookingRefusal).refused : undefined;
}

async function expectConsistent({ projectId }: Project): Promise<void> {
  const stored = await readAll(dynoxide.endpoint, dynoxide.tableName, projectId);
  expect(overlaps(stored)).toEqual([]);
  expect(takenByDays(stored)).toEqual(takenByBookings(stored));
}

describe('decide', () => {
  it('confirms what waits, says who did it and when, and keeps its time', async () => {
    const { project, booking, says, stored } = await waiting();
    const confirmed = await says('CONFIRMED', { request: 1 });
    expect(confirmed).toEqual({
      changed: true,
      booking: {
        ...booking,
        ...{ status: 'CONFIRMED', version: 2, updatedAt: later(60), actor: LUKAS.actor },
        decision: { by: 'Lukas', at: later(60), version: 2 },
      },
    });
    expect({ changed: true, booking: await stored() }).toEqual(confirmed);
    await expectConsistent(project);
  });

  it('rejects with a reason, and the time is free with the same write', async () => {
    const { project, says, stored } = await waiting();
    expect(await says('REJECTED', { reason: 'Anna is ill' })).toMatchObject({
      changed: true,
      booking: { status: 'REJECTED', reason: 'Anna is ill' },
    });
    expect(await stored()).toMatchObject({ status: 'REJECTED', reason: 'Anna is ill' });
    await expectConsistent(project);
    await bookedBy(project, IVAN);
    await expectConsistent(project);
  });

  it('shows whoever was late the winner, and changes nothing', async () => {
    const { says, stored } = await waiting();
    await says('REJECTED');
    const before = await stored();
    for (const to of ['CONFIRMED', 'REJECTED'] as const) {
      const late = await says(to, { ...SASHA, now: later(61), request: 1 });
      expect(late).toEqual({ changed: false, booking: before });
    }
    expect(await stored()).toEqual(before);
  });

  it('lets three decide at once and one win, whatever they want', async () => {
    for (const now of [later(60), undefined]) {
      const { project, says, stored } = await waiting();
      const people = ['Lukas', 'Sasha', 'Adam', 'Lukas'];
      const answers = await Promise.all(
        people.map((name, index) =>
          says(index % 2 ? 'REJECTED' : 'CONFIRMED', { ...staff(name), now: now ?? later(index) }),
        ),
      );
      const yes = answers.flatMap((one) => (isRefusal(one) || !one.changed ? [] : [one.booking]));
      expect(yes).toHaveLength(1);
      for (const one of answers) {
        expect(isRefusal(one) ? undefined : one.booking.decision).toEqual(yes[0]?.decision);
      }
      expect(await stored()).toEqual(yes[0]);
      await expectConsistent(project);
    }
  });

  it('leaves alone what has asked anew since, what is past, over, unknown or of another project', async () => {
    const { project, booking, one, says, moves, stored } = await waiting();
    await moves(ELEVEN, BY_OLENA);
    const moved = await stored();
    expect(refused(await says('CONFIRMED', { request: 1 }))).toBe('request_changed');
    expect(refused(await says('CONFIRMED', { now: ELEVEN }))).toBe('booking_not_changeable');
    const { projectId } = ownSalon();
    for (const other of [{ projectId }, { bookingId: 'none' as BookingId }]) {
      expect(refused(await says('CONFIRMED', other))).toBe('booking_not_found');
    }
    expect(await stored()).toEqual(moved);
    await cancel({ project, bookingId: booking.bookingId, actor: BY_OLENA, now: NOW });
    expect(await decide({ ...one, ...LUKAS, to: 'CONFIRMED', now: NOW })).toMatchObject({
      changed: false,
      booking: { status: 'CANCELLED' },
    });
  });

  it('does nothing for a late copy of a tap, not even after its answer was taken back', async () => {
    const { says, undoes, stored } = await waiting();
    const tap = { request: 1, idempotencyKey: 'update-1' };
    await says('CONFIRMED', tap);
    await undoes();
    const copy = await says('CONFIRMED', { ...tap, now: later(130) });
    expect(copy).toMatchObject({ changed: false, booking: { status: 'PENDING' } });
    expect(await stored()).toMatchObject({ status: 'PENDING', version: 3 });
    expect(await says('CONFIRMED', { request: 1, now: later(131) })).toMatchObject({
      changed: true,
    });
  });
});

describe('a request', () => {
  it('is one of its own after each move that needs an answer, and waits from then on', async () => {
    const { says, moves, reminds, stored } = await waiting();
    await reminds(1);
    const member = { kind: 'member', id: 'owner' } as const;
    await moves(ELEVEN, member, later(2000));
    const asked = await stored();
    expect(asked).toMatchObject({ request: 2, requestedAt: later(2000), reminders: 0 });
    expect(asked).not.toHaveProperty('remindedAt');
    await says('CONFIRMED', { now: later(2001) });
    await moves(TEN, member, later(2002));
    expect(await stored()).toMatchObject({
      ...{ status: 'CONFIRMED', request: 2, requestedAt: later(2000) },
      decision: { by: 'Lukas', version: 4 },
    });
    await moves(ELEVEN, BY_OLENA, later(2003));
    const again = await stored();
    expect(again).toMatchObject({ status: 'PENDING', request: 3, requestedAt: later(2003) });
    expect(again).not.toHaveProperty('decision');
    expect(refused(await says('CONFIRMED', { request: 2, now: later(2004) }))).toBe(
      'request_changed',
    );
  });

  it('keeps since when it waited when it is answered, cancelled or expired', async () => {
    const [answered, ended, expired] = [await waiting(), await waiting(), await waiting()];
    await answered.reminds(1);
    await answered.says('REJECTED', { now: later(2000) });
    await cancel({ ...ended.one, project: ended.project, actor: BY_OLENA, now: later(9) });
    await expire({ ...expired.one, now: TEN });
    expect(await answered.stored()).toMatchObject({
      ...{ status: 'REJECTED', reminders: 1, remindedAt: later(1800), requestedAt: NOW },
    });
    for (const { stored } of [ended, expired]) {
      expect(await stored()).toMatchObject({ status: 'CANCELLED', request: 1, requestedAt: NOW });
    }
  });

  it('is the first, since the booking was made, in rows that are older than requests', async () => {
    const { project, booking, one, says, reminds, stored } = await waiting();
    const client = documents(dynoxide.endpoint);
    const forget = new UpdateCommand({
      TableName: dynoxide.tableName,
      Key: keys.booking(one.projectId, one.bookingId),
      UpdateExpression: 'REMOVE #request, requestedAt, reminders',
      ExpressionAttributeNames: { '#request': 'request' },
    });
    await client.send(forget);
    expect(await stored()).toEqual(booking);
    const { projectId } = project;
    const range = { from: NOW, to: '2026-12-01T00:00:00.000Z' };
    expect(await listBookings({ projectId, ...range })).toEqual({ bookings: [booking] });
    expect(await reminds(2)).toBeUndefined();
    expect(await reminds(1, { requestedAt: later(1) })).toBeUndefined();
    expect(await reminds(1)).toMatchObject({ request: 1, requestedAt: NOW, reminders: 1 });
    await client.send(forget);
    expect(await says('CONFIRMED', { request: 1 })).toMatchObject({ changed: true });
    expect(await stored()).toMatchObject({ request: 1, requestedAt: NOW, reminders: 0 });
    client.destroy();
  });
});

describe('undoDecision', () => {
  it('lets the same request wait again from now on, with nothing left of its answer', async () => {
    const { project, booking, says, undoes, explains, reminds, stored } = await waiting();
    await reminds(1);
    await says('REJECTED', { now: later(1900) });
    await explains('ill', { now: later(1910) });
    expect(await undoes({ now: later(1920), request: 1 })).toEqual({
      changed: true,
      booking: {
        ...booking,
        ...{ requestedAt: later(1920), updatedAt: later(1920), actor: SASHA.actor, version: 5 },
      },
    });
    const row = await stored();
    expect(row).toMatchObject({ status: 'PENDING', request: 1, reminders: 0 });
    for (const gone of ['decision', 'reason', 'remindedAt']) expect(row).not.toHaveProperty(gone);
    await expectConsistent(project);
  });

  it('changes nothing when it is done already', async () => {
    const { says, undoes, stored } = await waiting();
    expect(await undoes()).toMatchObject({ changed: false, booking: { status: 'PENDING' } });
    await says('CONFIRMED');
    await undoes({ idempotencyKey: 'tap' });
    expect(await undoes()).toMatchObject({ changed: false, booking: { version: 3 } });
    await says('CONFIRMED', { now: later(140) });
    expect(await undoes({ idempotencyKey: 'tap', now: later(141) })).toMatchObject({
      ...{ changed: false, booking: { status: 'CONFIRMED' } },
    });
    expect(await stored()).toMatchObject({ status: 'CONFIRMED', version: 4 });
  });

  it.each(['CONFIRMED', 'REJECTED'] as const)(
    'takes %s back for five minutes of the answer, whatever was written since',
    async (to) => {
      const { says, undoes, explains, moves, stored } = await waiting();
      await says(to, { now: NOW });
      if (to === 'REJECTED') await explains('ill', { now: later(UNDO_SECONDS) });
      else await moves(ELEVEN, { kind: 'member', id: 'owner' }, later(UNDO_SECONDS));
      expect(refused(await undoes({ now: later(UNDO_SECONDS + 1) }))).toBe('undo_too_late');
      expect(await stored()).toMatchObject({ status: to });
      expect(await undoes({ now: later(UNDO_SECONDS) })).toMatchObject({ changed: true });
    },
  );

  it('refuses a rejection whose time somebody else has by now, and offers others', async () => {
    const { project, says, undoes, stored } = await waiting();
    await putProject(dynoxide.endpoint, dynoxide.tableName, project, 'owner');
    await says('REJECTED');
    await bookedBy(project, IVAN);
    expect(await undoes()).toMatchObject({
      refused: 'slot_taken',
      details: {
        alternatives: [
          { startsAt: '2026-11-24T08:30:00.000Z', specialistId: ANNA },
          { startsAt: '2026-11-24T07:30:00.000Z' },
          { startsAt: ELEVEN },
        ],
      },
    });
    expect(await stored()).toMatchObject({ status: 'REJECTED', version: 2 });
    await expectConsistent(project);
  });

  it('refuses a taken time without others when the specialist is gone', async () => {
    const { project, says, undoes } = await waiting();
    const specialists = [{ specialistId: MARIA, name: 'Maria' }];
    await putProject(dynoxide.endpoint, dynoxide.tableName, { ...project, specialists }, 'owner');
    await says('REJECTED');
    await bookedBy(project, IVAN);
    expect(await undoes()).toMatchObject({
      refused: 'slot_taken',
      details: { alternatives: [] },
    });
  });

  it('refuses what nobody answered, what has begun, what is past and what has asked anew', async () => {
    const itself = await waiting({ autoConfirm: true });
    expect(refused(await itself.undoes())).toBe('booking_not_changeable');
    const late = later(3 * 86_400 - 2 * 3600 - 60);
    const begun = await waiting();
    await begun.says('CONFIRMED', { now: late });
    const { actor } = LUKAS;
    await startSession({ ...begun.one, actor, now: addSeconds(late, 30) });
    expect(refused(await begun.undoes({ now: addSeconds(late, 40) }))).toBe(
      'booking_not_changeable',
    );
    const past = await waiting();
    await past.says('REJECTED', { now: addSeconds(TEN, -1) });
    expect(refused(await past.undoes({ now: TEN }))).toBe('booking_not_changeable');
    const moved = await waiting();
    await moved.moves(ELEVEN, BY_OLENA);
    await moved.says('CONFIRMED');
    expect(refused(await moved.undoes({ request: 1 }))).toBe('request_changed');
    expect(await moved.undoes({ request: 2 })).toMatchObject({ changed: true });
  });
});

describe('giveReason', () => {
  it('explains a rejection for five minutes, and says it better', async () => {
    const { says, explains, stored } = await waiting();
    expect(refused(await explains('ill'))).toBe('booking_not_changeable');
    await says('REJECTED');
    expect(await explains(' Anna is ill ')).toMatchObject({
      changed: true,
      booking: { reason: 'Anna is ill', version: 3, decision: { by: 'Lukas', version: 2 } },
    });
    expect(await explains('Anna is ill')).toMatchObject({ changed: false });
    expect(await explains('Anna is away')).toMatchObject({ changed: true });
    expect(refused(await explains('too late', { now: later(361) }))).toBe('undo_too_late');
    for (const wrong of ['', ' ', 'x'.repeat(501)]) {
      expect(refused(await explains(wrong))).toBe('invalid_reason');
    }
    expect(await stored()).toMatchObject({ reason: 'Anna is away', version: 4 });
  });
});

describe('remind', () => {
  it('counts reminders of one wait in order, each once, as the timer', async () => {
    const { booking, reminds, stored } = await waiting();
    expect(await reminds(2)).toBeUndefined();
    expect(await reminds(0)).toBeUndefined();
    const first = await Promise.all([reminds(1), reminds(1), reminds(1)]);
    expect(first.filter((one) => one !== undefined)).toEqual([
      {
        ...booking,
        ...{ reminders: 1, remindedAt: later(1800), updatedAt: later(1800), version: 2 },
        actor: { kind: 'timer', id: 'reminder' },
      },
    ]);
    expect(await reminds(1)).toBeUndefined();
    expect(await reminds(2)).toMatchObject({ reminders: 2, version: 3 });
    expect(await stored()).toMatchObject({ status: 'PENDING', reminders: 2 });
  });

  it('makes no sense for another wait, an answered booking, or one whose time has come', async () => {
    const { one, says, undoes, reminds, stored } = await waiting();
    expect(await reminds(1, { now: TEN })).toBeUndefined();
    expect(await reminds(1, { bookingId: 'none' as BookingId })).toBeUndefined();
    expect(await getBooking(one.projectId, 'none' as BookingId)).toBeUndefined();
    await says('CONFIRMED');
    expect(await reminds(1)).toBeUndefined();
    await undoes();
    expect(await reminds(1)).toBeUndefined();
    expect(await stored()).toMatchObject({ reminders: 0, version: 3 });
    expect(await reminds(1, { requestedAt: later(120) })).toMatchObject({ reminders: 1 });
  });
});

describe('answers, reminders, undoings and moves at once', () => {
  it('are as if one came after the other: every yes is one version', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { project, says, undoes, reminds, moves, stored } = await waiting();
      const answers = await Promise.all([
        says('CONFIRMED', SASHA),
        reminds(1, { now: later(70) }),
        undoes(),
        moves(ELEVEN, BY_OLENA),
        says('REJECTED', LUKAS),
        reminds(1, { now: later(71) }),
        undoes({ actor: LUKAS.actor }),
      ]);
      const yes = answers.flatMap((one): Booking[] => {
        if (one === undefined || isRefusal(one)) return [];
        if (!('changed' in one)) return [one];
        return one.changed ? [one.booking] : [];
      });
      const inOrder = yes.sort((a, b) => a.version - b.version);
      expect(inOrder.map(({ version }) => version)).toEqual(yes.map((_, index) => index + 2));
      expect(await stored()).toEqual(inOrder.at(-1));
      for (const [index, one] of inOrder.entries()) {
        const { decision, status, reminders } = one;
        // An answer stands exactly where one was given, and nobody is reminded of what does not wait.
        expect(decision !== undefined).toBe(status !== 'PENDING');
        if (one.actor.kind === 'timer')
          expect({ status, reminders }).toEqual({ status: 'PENDING', reminders: 1 });
        if (decision?.version === one.version)
          expect(inOrder[index - 1]?.status ?? 'PENDING').toBe('PENDING');
      }
      await expectConsistent(project);
    }
  });

  it('a rejection taken back and somebody else’s booking of its time: one of them has it', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { project, says, undoes } = await waiting();
      await putProject(dynoxide.endpoint, dynoxide.tableName, project, 'owner');
      await says('REJECTED');
      const theirs = book({
        ...{ project, serviceId: HAIRCUT, specialistId: ANNA, startsAt: TEN, client: IVAN },
        ...{ actor: { kind: 'client', id: IVAN.clientId }, idempotencyKey: 'ivan', now: NOW },
      });
      const answers = await Promise.all([undoes(), theirs, undoes({ actor: LUKAS.actor })]);
      const [undone, taken, copy] = answers.map((one) => refused(one) ?? 'yes');
      expect([undone, copy]).toEqual(
        taken === 'yes' ? ['slot_taken', 'slot_taken'] : ['yes', 'yes'],
      );
      await expectConsistent(project);
    }
  });
});
