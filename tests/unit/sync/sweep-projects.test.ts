import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import {
  configureProject,
  createProject,
  type ListedProject,
  listProjects,
  relistProjects,
  setConnected,
} from '../../../shared/projects/index.ts';
import { sweepProjects, type UpkeepMessage } from '../../../shared/sync/index.ts';
import { type AwsJson, startPlatformSecret } from '../../steps/aws-json.ts';
import { putProject } from '../../steps/bookings.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { salon } from '../../steps/salon.ts';

const project = (id: string, places: ListedProject['places'], timeZone = 'Europe/Kyiv') =>
  ({ projectId: id as ProjectId, timeZone, places }) as const;

async function swept(
  now: string,
  pages: readonly (readonly ListedProject[])[],
  put: (message: UpkeepMessage) => Promise<void> = async () => {},
): Promise<string[]> {
  const sent: string[] = [];
  async function* each() {
    yield* pages;
  }
  await sweepProjects(each(), {
    now,
    put: async (message) => {
      await put(message);
      const { projectId, task, night = '' } = message;
      sent.push(`${projectId} ${task} ${night}`.trim());
    },
  });
  return sent;
}

const NOON = '2026-11-21T10:00:00.000Z';

describe('a sweep', () => {
  it('begins for each project what it has something to do for, and nothing for the others', async () => {
    const pages = [
      [project('bare', []), project('sheet', ['google-sheets'])],
      [project('app', ['appsheet']), project('calendar', ['google-calendar', 'appsheet'])],
    ];
    expect(await swept(NOON, pages)).toEqual([
      'sheet import',
      'calendar import',
      'calendar channels',
    ]);
  });

  it.each([
    ['2026-11-21T00:59:59.999Z', 'Europe/Kyiv', undefined],
    ['2026-11-21T01:00:00.000Z', 'Europe/Kyiv', '2026-11-21'],
    ['2026-11-21T02:59:59.999Z', 'Europe/Kyiv', '2026-11-21'],
    ['2026-11-21T03:00:00.000Z', 'Europe/Kyiv', undefined],
    ['2026-11-20T14:30:00.000Z', 'Asia/Vladivostok', undefined],
    ['2026-11-20T17:30:00.000Z', 'Asia/Vladivostok', '2026-11-21'],
    // In the night in which three o'clock is left out, and in the one in which it comes twice.
    ['2027-03-28T01:00:00.000Z', 'Europe/Kyiv', '2027-03-28'],
    ['2026-10-25T00:30:00.000Z', 'Europe/Kyiv', '2026-10-25'],
    ['2026-10-25T01:30:00.000Z', 'Europe/Kyiv', '2026-10-25'],
  ])('at %s in %s begins the night %s', async (now, timeZone, night) => {
    const sent = await swept(now, [[project('one', ['appsheet'], timeZone)]]);
    expect(sent).toEqual(night === undefined ? [] : [`one reconcile ${night}`]);
  });

  it.each([
    ['2026-11-21T05:59:59.999Z', 'Europe/Kyiv', undefined],
    ['2026-11-21T06:00:00.000Z', 'Europe/Kyiv', '2026-11-21'],
    ['2026-11-21T07:59:59.999Z', 'Europe/Kyiv', '2026-11-21'],
    ['2026-11-21T08:00:00.000Z', 'Europe/Kyiv', undefined],
    ['2026-11-20T22:30:00.000Z', 'Asia/Vladivostok', '2026-11-21'],
  ])('at %s in %s asks about accounts of the day %s', async (now, timeZone, day) => {
    const has = (id: string, hasAccounts?: boolean) => ({
      ...project(id, [], timeZone),
      ...(hasAccounts === undefined ? {} : { hasAccounts }),
    });
    const sent = await swept(now, [[has('none', false), has('some', true), has('older')]]);
    const due = day === undefined ? [] : [`some accounts ${day}`, `older accounts ${day}`];
    expect(sent).toEqual(due);
  });

  it('goes on after a message that cannot be sent and a row that cannot be read', async () => {
    const pages = [
      [project('a', ['google-sheets']), project('b', ['google-sheets'], 'Nowhere/Land')],
      [project('c', ['google-sheets'])],
    ];
    const sent: string[] = [];
    const sweep = swept(NOON, pages, async ({ projectId }) => {
      if (projectId === 'a') throw new Error('no queue');
      sent.push(projectId);
    });
    await expect(sweep).rejects.toThrow('1 messages');
    expect(sent).toEqual(['c']);
  });
});

describe('the list of projects', () => {
  let dynoxide: Dynoxide;
  let secrets: AwsJson;
  beforeAll(async () => {
    dynoxide = await startTable();
    const installation = { APPSHEET_API_KEY: 'V2', APPSHEET_PROJECT_ID: 'older' };
    secrets = await startPlatformSecret({ PLATFORM_KEY: 'k'.repeat(40), ...installation });
  });
  afterAll(() => Promise.all([dynoxide.close(), secrets.close()]));

  const all = async () => {
    const found: ListedProject[] = [];
    for await (const page of listProjects()) found.push(...page);
    return found.map(({ projectId, places }) => `${projectId}: ${places.join(' ')}`).sort();
  };

  it('has every project from its creation on, with the places that its configuration names', async () => {
    const projectId = 'made' as ProjectId;
    await createProject({
      projectId,
      owner: 'u1' as UserId,
      config: { google_sheet_id: 'sheet-1' } as never,
      actor: 'test',
    });
    expect(await all()).toEqual(['made: google-sheets']);
    await configureProject({
      projectId,
      config: { specialists: [{ name: 'Anna', google_calendar_id: 'anna@x' }] } as never,
      actor: 'test',
      upcomingBookings: async () => ({ bookings: [] }),
    });
    expect(await all()).toEqual(['made: google-sheets google-calendar']);
  });

  it('says who may have accounts at services, and goes on saying so when they are switched off', async () => {
    const said = async () => {
      const found: ListedProject[] = [];
      for await (const page of listProjects()) found.push(...page);
      return found.find(({ projectId }) => projectId === 'made')?.hasAccounts;
    };
    const projectId = 'made' as ProjectId;
    expect(await said()).toBe(false);
    await setConnected(projectId, 'google-meet', true, 'u1');
    expect(await said()).toBe(true);
    await setConnected(projectId, 'google-meet', false, 'u1');
    expect(await said()).toBe(true);
  });

  it('gets those that are older than the list, and knows whose the table of the installation is', async () => {
    const older = salon({ projectId: 'older' as ProjectId });
    await putProject(dynoxide.endpoint, dynoxide.tableName, older, 'owner');
    expect(await all()).toEqual(['made: google-sheets google-calendar']);
    expect(await relistProjects()).toBe(2);
    expect(await all()).toEqual(['made: google-sheets google-calendar', 'older: appsheet']);
  });
});
