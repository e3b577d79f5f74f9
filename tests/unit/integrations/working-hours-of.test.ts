import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete';
import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { closedAt } from '../../../shared/conversations/working-hours.ts';
import { workHoursOf, workingHoursOf } from '../../../shared/integrations/index.ts';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import { ConnectionEntity, type HoursRow } from '../../../shared/projects/index.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';

const project = { projectId: 'salon' as ProjectId, timeZone: 'Europe/Kyiv' };
const CLOSED = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };

let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-21T10:00:00Z') });
});
afterAll(() => dynoxide.close());
afterEach(() => later());

/** What was read is believed for a minute. */
const later = () => vi.setSystemTime(Date.now() + 61_000);

async function connect(row: object): Promise<void> {
  await ConnectionEntity.build(PutItemCommand)
    .item({
      ...{ projectId: project.projectId, provider: 'telegram' },
      ...{ connectedAt: '2026-11-21T09:00:00.000Z', connectedBy: 'owner', ...row },
    })
    .send();
}

const monday: HoursRow = { id: '1', weekday: 0, start: '09:00', end: '18:00', enabled: true };

describe('the hours of a messenger', () => {
  it('are none without an integration, without rows, and while it is switched off', async () => {
    await ConnectionEntity.build(DeleteItemCommand)
      .key({ projectId: project.projectId, provider: 'telegram' })
      .send();
    expect(await workingHoursOf(project, 'telegram')).toBeUndefined();
    later();
    await connect({});
    expect(await workingHoursOf(project, 'telegram')).toBeUndefined();
    later();
    await connect({ hours: [] });
    expect(await workingHoursOf(project, 'telegram')).toBeUndefined();
    later();
    await connect({ hours: [monday], active: false });
    expect(await workingHoursOf(project, 'telegram')).toBeUndefined();
  });

  it('stand on the wall of the integration, else on that of the project', async () => {
    await connect({ hours: [monday] });
    const weekly = { ...CLOSED, mon: [{ start: '09:00', end: '18:00' }] };
    expect(await workingHoursOf(project, 'telegram')).toEqual({
      ...{ weekly, exceptions: [], timeZone: 'Europe/Kyiv' },
    });
    later();
    await connect({ hours: [monday], hoursTimeZone: 'Asia/Tokyo' });
    expect((await workingHoursOf(project, 'telegram'))?.timeZone).toBe('Asia/Tokyo');
  });

  it('are believed for a minute, also that there are none', async () => {
    await connect({});
    expect(await workingHoursOf(project, 'telegram')).toBeUndefined();
    await connect({ hours: [monday] });
    vi.setSystemTime(Date.now() + 59_000);
    expect(await workingHoursOf(project, 'telegram')).toBeUndefined();
    vi.setSystemTime(Date.now() + 2_000);
    expect(await workingHoursOf(project, 'telegram')).toBeDefined();
  });

  it('are closed always when every row is off', async () => {
    await connect({ hours: [{ id: '1', weekday: 6, enabled: false }] });
    expect((await workingHoursOf(project, 'telegram'))?.weekly).toEqual(CLOSED);
  });
});

describe('rows of hours', () => {
  it('of dates alone leave every other day open: a day off closes that day', () => {
    const { weekly, exceptions } = workHoursOf([{ id: 'a', date: '2026-12-25', enabled: false }]);
    expect(exceptions).toEqual([{ date: '2026-12-25', intervals: [] }]);
    const hours = { weekly, exceptions, timeZone: 'Europe/Kyiv' };
    expect(closedAt(hours, '2026-12-24T21:59:59.000Z')).toBeUndefined();
    expect(closedAt(hours, '2026-12-24T22:00:00.000Z')).toEqual({
      ...{ since: '2026-12-24T22:00:00.000Z', until: '2026-12-25T22:00:00.000Z' },
    });
    expect(closedAt(hours, '2026-12-25T22:00:00.000Z')).toBeUndefined();
  });

  it('become a week and its exceptions, in order, without what is off', () => {
    const rows: HoursRow[] = [
      { id: 'a', weekday: 0, start: '14:00', end: '18:00', enabled: true },
      { id: 'b', weekday: 0, start: '09:00', end: '13:00', enabled: true },
      { id: 'c', weekday: 5, start: '10:00', end: '14:00', enabled: false },
      { id: 'd', date: '2026-12-31', start: '10:00', end: '12:00', enabled: true },
      { id: 'e', date: '2026-12-25', enabled: false },
    ];
    expect(workHoursOf(rows)).toEqual({
      weekly: {
        ...CLOSED,
        mon: [
          { start: '09:00', end: '13:00' },
          { start: '14:00', end: '18:00' },
        ],
      },
      exceptions: [
        { date: '2026-12-25', intervals: [] },
        { date: '2026-12-31', intervals: [{ start: '10:00', end: '12:00' }] },
      ],
    });
  });
});
