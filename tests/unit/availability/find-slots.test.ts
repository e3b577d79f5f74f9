import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSlots, nearestSlots, withTaken } from '../../../shared/availability/index.ts';
import { emptyDay, replaceSpecialistDay } from '../../../shared/availability/specialist-day.ts';
import type { BookingId, ProjectId } from '../../../shared/platform/ids.ts';
import { createTable, startDynoxide, useTable } from '../../steps/dynoxide.ts';
import { type Faults, startFaults } from '../../steps/faults.ts';
import { ANNA, ELENA, everyDay, HAIRCUT, MANICURE, MARIA, one, salon } from '../../steps/salon.ts';

let dynoxide: Awaited<ReturnType<typeof startDynoxide>>;
let calls: Faults;
beforeAll(async () => {
  dynoxide = await startDynoxide();
  await createTable(dynoxide.endpoint);
  calls = await startFaults(dynoxide.endpoint, { seed: 1 });
  useTable(calls.endpoint);
});
afterAll(async () => {
  await calls.close();
  await dynoxide.close();
});

const NOW = '2026-11-21T10:00:00.000Z';
const project = salon({ projectId: 'find' as ProjectId, workHours: everyDay('09:00', '11:00') });
const haircut = one(project.services, HAIRCUT);

async function take(specialistId: typeof ANNA, date: string, from: number, to: number) {
  const day = emptyDay({ projectId: project.projectId, specialistId }, date);
  await execute(replaceSpecialistDay(withTaken(day, 'x' as BookingId, { from, to })));
}

describe('findSlots', () => {
  it('orders by start, then as the specialists are given, leaves out what is taken, stops at the limit', async () => {
    await take(ANNA, '2026-11-24', 7 * 60, 8 * 60); // 09:00–10:00 in Kyiv
    const specialists = [one(project.specialists, MARIA), one(project.specialists, ANNA)];
    const question = { project, service: haircut, specialists, now: NOW };
    const slots = await findSlots({
      ...{ ...question, fromDate: '2026-11-24', toDate: '2026-11-24', limit: 4 },
    });
    expect(
      slots.map(({ specialistId, startsAt }) => `${startsAt.slice(11, 16)} ${specialistId}`),
    ).toEqual(['07:00 maria', '07:30 maria', '08:00 maria', '08:00 anna']);
    expect(slots[0]).toEqual({
      ...{ specialistId: MARIA, serviceId: HAIRCUT },
      ...{ startsAt: '2026-11-24T07:00:00.000Z', endsAt: '2026-11-24T07:30:00.000Z' },
    });
  });

  it('asks one Query per specialist who does the service, whatever the range', async () => {
    const specialists = project.specialists.map((specialist) =>
      specialist.specialistId === ELENA ? { ...specialist, serviceIds: [MANICURE] } : specialist,
    );
    const before = await calls.counts();
    await findSlots({
      ...{ project, service: haircut, specialists, now: NOW },
      ...{ fromDate: '2026-01-01', toDate: '2027-12-31' },
    });
    expect(await calls.counts()).toEqual({ ...before, Query: (before.Query ?? 0) + 2 });
  });
});

describe('nearestSlots', () => {
  it('gives the nearest first, also from the day before', async () => {
    const specialists = [one(project.specialists, ANNA)];
    const slots = await nearestSlots({
      ...{ project, service: haircut, specialists, now: NOW },
      around: '2026-11-24T07:00:00.000Z',
      limit: 5,
    });
    expect(slots.map(({ startsAt }) => startsAt.slice(5, 16))).toEqual([
      '11-24T08:00',
      '11-24T08:30',
      '11-23T08:30',
      '11-23T08:00',
      '11-23T07:30',
    ]);
  });
});
