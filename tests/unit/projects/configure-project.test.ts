import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type ProjectConfigInput,
  projectConfig,
} from '../../../shared/contracts/project-config.ts';
import { isRefusal } from '../../../shared/platform/errors.ts';
import type { BookingId, ProjectId, UserId } from '../../../shared/platform/ids.ts';
import { inboundSettings } from '../../../shared/projects/inbound.ts';
import {
  configDocument,
  configureProject,
  createProject,
  getProject,
  type Project,
  type UpcomingBooking,
} from '../../../shared/projects/index.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { anyConfig } from './any-config.ts';

let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());

const owner = 'owner-1' as UserId;
const noBookings = async () => ({ bookings: [] });
let count = 0;

async function project(config: ProjectConfigInput = {}): Promise<Project> {
  count += 1;
  const made = await createProject({
    projectId: `salon_${count}` as ProjectId,
    owner,
    config: projectConfig.parse(config),
    actor: 'test',
  });
  if (isRefusal(made)) throw new Error(made.message);
  return made;
}

function configure(
  { projectId }: Pick<Project, 'projectId'>,
  config: ProjectConfigInput,
  more: Partial<Parameters<typeof configureProject>[0]> = {},
) {
  return configureProject({
    projectId,
    config: projectConfig.parse(config),
    actor: owner,
    upcomingBookings: noBookings,
    ...more,
  });
}

async function configured(...args: Parameters<typeof configure>): Promise<Project> {
  const changed = await configure(...args);
  if (isRefusal(changed)) throw new Error(`${changed.refused}: ${JSON.stringify(changed.details)}`);
  return changed;
}

const ids = (list: readonly { readonly name: string }[]) =>
  Object.fromEntries(
    list.map((one) => {
      const { specialistId, serviceId } = one as { specialistId?: string; serviceId?: string };
      return [one.name, specialistId ?? serviceId];
    }),
  );

describe('configuring a project', () => {
  it('replaces the sections that are named and keeps the others', async () => {
    const before = await project({
      name: 'Salon',
      specialists: ['Anna'],
      services: { Haircut: 1 },
      google_sheet_id: 'sheet',
      sendpulse_bot_id: 'bot',
      claude_prompts: { main_response: 'Be kind.', intent_detection: 'Think.' },
    });
    const after = await configured(before, {
      claude_prompts: { main_response: 'Be brief.' },
      google_sheet_id: null,
      quiet_window_seconds: 6,
    });
    expect(after).toEqual({
      ...before,
      googleSheetId: undefined,
      prompts: { main_response: 'Be brief.' },
      quietWindowSeconds: 6,
      version: 2,
    });
    expect(after).not.toHaveProperty('googleSheetId');
    expect(await getProject(before.projectId)).toEqual(after);
  });

  it('gives the inbound doors what they need in the same write', async () => {
    const before = await project({ sendpulse_bot_id: 'bot' });
    await configured(before, { quiet_window_seconds: 7, sendpulse_bot_id: null });
    expect(await inboundSettings(before.projectId)).toEqual({
      quietWindowSeconds: 7,
      lowestRotation: 1,
    });
  });

  it('answers with a document that changes nothing when posted back', async () => {
    await fc.assert(
      fc.asyncProperty(anyConfig, async (input) => {
        const before = await configured(await project({ services: { Haircut: 1 } }), input);
        const document = configDocument(before);
        const wire = JSON.parse(JSON.stringify(document));
        const read = projectConfig.parse(wire);
        expect(JSON.parse(JSON.stringify(read))).toEqual(wire);
        const after = await configured(before, wire);
        expect(after).toEqual(before);
        expect(configDocument(after)).toEqual(document);
        expect(await getProject(before.projectId)).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  it('reads its own document in another project as the same configuration', async () => {
    await fc.assert(
      fc.asyncProperty(anyConfig, async (input) => {
        const one = configDocument(await configured(await project(), input));
        const other = await configured(await project(), {
          ...one,
          project_id: undefined,
          version: undefined,
          specialists: one.specialists?.map(({ services, ...rest }) => ({
            ...rest,
            ...(services
              ? {
                  services: services.map(
                    (id) => one.services?.find((service) => service.id === id)?.name ?? id,
                  ),
                }
              : {}),
          })),
        } as ProjectConfigInput);
        const names = (list: readonly { readonly name: string }[] | undefined) =>
          list?.map(({ name }) => name);
        const copy = configDocument(other);
        expect(names(copy.services)).toEqual(names(one.services));
        expect(names(copy.specialists)).toEqual(names(one.specialists));
        expect(copy.work_hours).toEqual(one.work_hours);
      }),
      { numRuns: 20 },
    );
  });

  it('keeps ids: found by id, else by exact name, else new', async () => {
    const first = await project({
      specialists: ['Anna', 'Maria', 'Elena'],
      services: { Haircut: 1, Coloring: 3 },
    });
    const { Anna, Maria, Elena } = ids(first.specialists);
    const second = await configured(first, {
      specialists: [
        'Elena',
        { id: Anna ?? '', name: 'Maria' },
        { id: Maria ?? '', name: 'Hanna' },
        'Anna',
        { id: 'never-given', name: 'Olha' },
      ],
      services: [
        { name: 'Coloring', slots: 2 },
        { name: 'Haircut', slots: 1 },
      ],
    });
    const now = ids(second.specialists);
    expect(now).toMatchObject({ Elena, Maria: Anna, Hanna: Maria });
    expect(new Set(Object.values(now)).size).toBe(5);
    expect([Anna, Maria, Elena]).not.toContain(now.Anna);
    expect(now.Olha).not.toBe('never-given');
    expect(ids(second.services)).toEqual(ids(first.services));
  });

  it('never gives the id of somebody who left to a namesake', async () => {
    const first = await project({ specialists: ['Anna'] });
    const without = await configured(first, { specialists: [] });
    const again = await configured(without, { specialists: ['Anna'] });
    expect(ids(again.specialists).Anna).not.toBe(ids(first.specialists).Anna);
  });

  it('knows the services of a specialist by id or name, and forgets one that is removed', async () => {
    const first = await project({
      services: { Haircut: 1, Coloring: 3 },
      specialists: ['Maria', { name: 'Anna', services: ['Haircut', 'Coloring', 'Haircut'] }],
    });
    const { Haircut, Coloring } = ids(first.services);
    expect(first.specialists[1]?.serviceIds).toEqual([Haircut, Coloring]);
    expect(first.specialists[0]).not.toHaveProperty('serviceIds');
    const second = await configured(first, { services: { Coloring: 3 } });
    expect(second.specialists[1]?.serviceIds).toEqual([Coloring]);
  });

  it('keeps prices in minor units', async () => {
    const made = await project({
      services: { Haircut: { slots: 1, price: 450.5, currency: 'UAH' }, Cut: { slots: 1 } },
    });
    expect(made.services[0]).toMatchObject({ price: 45_050, currency: 'UAH' });
    expect(configDocument(made).services?.[0]).toMatchObject({ price: 450.5, currency: 'UAH' });
  });

  it('knows which services are held online', async () => {
    const made = await project({
      services: { Advice: { slots: 1, online: true }, Cut: { slots: 1, online: false }, Wash: 1 },
    });
    expect(made.services.map(({ online }) => online)).toEqual([true, undefined, undefined]);
    const { services } = configDocument(made);
    expect(services?.map(({ online }) => online)).toEqual([true, undefined, undefined]);
    expect(await configured(made, { services: services ?? [] })).toMatchObject({ version: 1 });
  });

  it.each([
    ['specialists[0].services[0]', { specialists: [{ name: 'A', services: ['Massage'] }] }],
    ['quiet_window_seconds', { quiet_window_seconds: 30 }],
    ['max_wait_seconds', { max_wait_seconds: 3 }],
    ['services[0].slots', { services: { Haircut: 49 } }],
    ['slot_minutes', { slot_minutes: 240 }],
    ['project_id', { project_id: 'salon_abc' }],
  ])('refuses what contradicts the rest (%s) and writes nothing', async (path, config) => {
    const before = await project({ services: { Haircut: 7 } });
    const refused = await configure(before, config);
    expect(refused).toMatchObject({ refused: 'invalid_input', details: [{ path }] });
    expect(await getProject(before.projectId)).toEqual(before);
  });

  it('refuses a whole that could not be posted back', async () => {
    const before = await project();
    const exceptions = Array.from({ length: 366 }, (_, day) => ({
      date: new Date(Date.UTC(2027, 0, 1 + day)).toISOString().slice(0, 10),
      intervals: [{ start: '09:00', end: '12:00' }],
    }));
    const specialists = Array.from({ length: 20 }, (_, index) => ({
      name: `S${index}`,
      work_hours: { start: '09:00', end: '18:00', exceptions },
    }));
    expect(await configure(before, { specialists })).toMatchObject({ refused: 'invalid_input' });
    expect(await getProject(before.projectId)).toEqual(before);
  });

  it('refuses a stale version, says the version now, and writes nothing', async () => {
    const before = await project();
    const other = await configured(before, { name: 'Other' });
    for (const more of [{ expectedVersion: 1 }, {}]) {
      const config = { name: 'Mine', ...('expectedVersion' in more ? {} : { version: 1 }) };
      expect(await configure(before, config, more)).toMatchObject({
        refused: 'version_conflict',
        details: { version: 2 },
      });
    }
    expect(await getProject(before.projectId)).toEqual(other);
  });

  it('takes a repeated post for done, although its version is behind by then', async () => {
    const before = await project();
    const first = await configured(before, { version: 1, specialists: ['Anna'] });
    expect(await configured(before, { version: 1, specialists: ['Anna'] })).toEqual(first);
  });

  it('loses no section when many write at once', async () => {
    const before = await project();
    const sections: ProjectConfigInput[] = [
      { name: 'Salon' },
      { specialists: ['Anna'] },
      { services: { Haircut: 1 } },
      { horizon_days: 30 },
    ];
    await Promise.all(sections.map((config) => configured(before, config)));
    const after = configDocument((await getProject(before.projectId)) as Project);
    expect(after).toMatchObject({ name: 'Salon', horizon_days: 30, version: 5 });
    expect([after.specialists?.length, after.services?.length]).toEqual([1, 1]);
  });

  it('lets one of many win when all name the same version', async () => {
    const before = await project();
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        configure(before, { name: `Editor ${index}`, version: 1 }),
      ),
    );
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(1);
    expect((await getProject(before.projectId))?.version).toBe(2);
  });

  it('refuses to remove whom people have booked, and lists the bookings of all pages', async () => {
    const before = await project({
      specialists: ['Anna', 'Maria'],
      services: { Haircut: 1, Coloring: 3 },
    });
    const [anna, maria] = before.specialists;
    const [haircut, coloring] = before.services;
    const booking = (code: string, one = anna, service = haircut): UpcomingBooking => ({
      bookingId: `B${code}` as BookingId,
      code,
      specialistId: one?.specialistId as UpcomingBooking['specialistId'],
      serviceId: service?.serviceId as UpcomingBooking['serviceId'],
      startsAt: '2026-11-24T10:00:00.000Z',
    });
    const pages = [[booking('1', maria)], [booking('2')], [booking('3', maria, coloring)]];
    const upcomingBookings = vi.fn(async (_projectId: ProjectId, cursor = '0') => ({
      bookings: pages[Number(cursor)] ?? [],
      cursor: Number(cursor) + 1 < pages.length ? String(Number(cursor) + 1) : undefined,
    }));
    const refusedFor = async (config: ProjectConfigInput) => {
      const refused = await configure(before, config, { upcomingBookings });
      if (!isRefusal(refused) || refused.refused !== 'has_future_bookings') throw new Error('none');
      return refused.details?.bookings.map(({ code }) => code);
    };
    expect(await refusedFor({ specialists: ['Maria'] })).toEqual(['2']);
    expect(await refusedFor({ services: { Haircut: 1 } })).toEqual(['3']);
    expect(await refusedFor({ services: {}, specialists: [] })).toEqual(['1', '2', '3']);
    expect(await getProject(before.projectId)).toEqual(before);

    upcomingBookings.mockClear();
    await configured(before, { specialists: ['Maria', 'Anna', 'Olha'] }, { upcomingBookings });
    expect(upcomingBookings).not.toHaveBeenCalled();
  });

  it('says when there is no such project', async () => {
    const none = { projectId: 'nowhere' as ProjectId };
    expect(await configure(none, { name: 'X' })).toMatchObject({ refused: 'project_not_found' });
    expect(await getProject(none.projectId)).toBeUndefined();
  });

  it('makes a project once', async () => {
    const before = await project({ name: 'First' });
    const again = await createProject({
      projectId: before.projectId,
      owner: 'somebody-else' as UserId,
      config: { name: 'Second' },
      actor: 'test',
    });
    expect(again).toMatchObject({ refused: 'project_exists' });
    expect(await getProject(before.projectId)).toEqual(before);
  });
});
