import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ProjectConfigInput,
  projectConfig,
} from '../../../shared/contracts/project-config.ts';
import { isRefusal } from '../../../shared/platform/errors.ts';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import {
  appSheetConnection,
  configDocument,
  configureProject,
  createProject,
  getConnection,
  getProject,
  type Project,
} from '../../../shared/projects/index.ts';
import { type AwsJson, startPlatformSecret } from '../../steps/aws-json.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';

const KEY = 'V2-first-key';
const APP = '5e7a1c90-0000-4000-8000-00000000000a';
const OTHER_APP = '5e7a1c90-0000-4000-8000-00000000000b';
const table = { app_id: APP, table: 'Bookings' };

let dynoxide: Dynoxide;
let secrets: AwsJson;
beforeAll(async () => {
  dynoxide = await startTable();
  secrets = await startPlatformSecret({
    PLATFORM_KEY: 'k'.repeat(40),
    APPSHEET_API_KEY: 'V2-installation',
    APPSHEET_APP_ID: 'installation-app',
    APPSHEET_TABLE_NAME: 'Visits',
    APPSHEET_PROJECT_ID: 'the_single_one',
  });
});
afterAll(() => Promise.all([dynoxide.close(), secrets.close()]));

let count = 0;
async function project(config: ProjectConfigInput = {}, id?: string): Promise<Project> {
  count += 1;
  const made = await createProject({
    projectId: (id ?? `appsheet_${count}`) as ProjectId,
    owner: 'owner' as UserId,
    config: projectConfig.parse(config),
    actor: 'test',
  });
  if (isRefusal(made)) throw new Error(JSON.stringify(made.details));
  return made;
}

async function configure({ projectId }: Project, config: ProjectConfigInput): Promise<Project> {
  const upcomingBookings = async () => ({ bookings: [] });
  const wish = { projectId, config: projectConfig.parse(config), actor: 'owner', upcomingBookings };
  const configured = await configureProject(wish);
  if (isRefusal(configured)) throw new Error(JSON.stringify(configured.details));
  return configured;
}

const keyOf = async ({ projectId }: Project) =>
  (await getConnection(projectId, 'appsheet'))?.credentials.access_key;

describe('the section appsheet', () => {
  it('shows the table and that it is connected, never the key, and is accepted back', async () => {
    const made = await project({ appsheet: { ...table, access_key: KEY } });
    const document = configDocument(made);
    expect(document.appsheet).toEqual({ ...table, host: 'www.appsheet.com', connected: true });
    expect(JSON.stringify(await getProject(made.projectId))).not.toContain(KEY);
    expect(await keyOf(made)).toBe(KEY);
    expect((await configure(made, document as ProjectConfigInput)).version).toBe(made.version);
    expect(await keyOf(made)).toBe(KEY);
  });

  it('keeps the key for another table of the same app, and takes a new one', async () => {
    const made = await project({ appsheet: { ...table, access_key: KEY } });
    const moved = await configure(made, { appsheet: { ...table, table: 'Visits' } });
    expect(await appSheetConnection(moved)).toEqual({
      appId: APP,
      table: 'Visits',
      host: 'www.appsheet.com',
      accessKey: KEY,
    });
    const regional = { ...table, host: 'eu.appsheet.com', access_key: 'V2-next-key' } as const;
    const changed = await configure(moved, { appsheet: regional });
    expect(await appSheetConnection(changed)).toMatchObject({
      host: 'eu.appsheet.com',
      accessKey: 'V2-next-key',
    });
    const again = await configure(changed, { appsheet: regional });
    expect(again.version).toBe(changed.version);
  });

  it('asks for the key of another app, and of the first', async () => {
    const made = await project({ appsheet: { ...table, access_key: KEY } });
    for (const one of [made, await project()]) {
      await expect(configure(one, { appsheet: { ...table, app_id: OTHER_APP } })).rejects.toThrow(
        'appsheet.access_key',
      );
    }
  });

  it('takes table and key away with null', async () => {
    const made = await project({ appsheet: { ...table, access_key: KEY } });
    const gone = await configure(made, { appsheet: null });
    expect(configDocument(gone).appsheet).toBeNull();
    expect(await keyOf(made)).toBeUndefined();
    expect(await appSheetConnection(gone)).toBeUndefined();
  });

  it('refuses hosts that are not AppSheet', () => {
    const bad = { ...table, access_key: KEY, host: 'evil.example' };
    expect(projectConfig.safeParse({ appsheet: bad }).success).toBe(false);
  });

  it('leaves a single-project installation to the platform secret, and only its project', async () => {
    expect(await appSheetConnection(await project({}, 'the_single_one'))).toEqual({
      appId: 'installation-app',
      table: 'Visits',
      host: 'www.appsheet.com',
      accessKey: 'V2-installation',
    });
    expect(await appSheetConnection(await project())).toBeUndefined();
  });
});
