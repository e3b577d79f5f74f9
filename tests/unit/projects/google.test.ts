import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ProjectConfigInput,
  projectConfig,
} from '../../../shared/contracts/project-config.ts';
import { isRefusal } from '../../../shared/platform/errors.ts';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import {
  configDocument,
  configureProject,
  createProject,
  getConnection,
  getProject,
  googleConnection,
  type Project,
} from '../../../shared/projects/index.ts';
import { type AwsJson, startPlatformSecret } from '../../steps/aws-json.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';

const keyOf = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;
const FILE = {
  type: 'service_account' as const,
  project_id: 'desk',
  private_key_id: 'k1',
  private_key: keyOf(),
  client_email: 'front@desk.iam.gserviceaccount.com',
};
const SECRET_PART = FILE.private_key.split('\n')[3] ?? '';

let dynoxide: Dynoxide;
let secrets: AwsJson;
beforeAll(async () => {
  dynoxide = await startTable();
  secrets = await startPlatformSecret({
    PLATFORM_KEY: 'k'.repeat(40),
    GOOGLE_CREDENTIALS: JSON.stringify({ ...FILE, client_email: 'all@desk.example' }),
    GOOGLE_PROJECT_ID: 'the_single_one',
  });
});
afterAll(() => Promise.all([dynoxide.close(), secrets.close()]));

let count = 0;
async function project(config: ProjectConfigInput = {}, id?: string): Promise<Project> {
  count += 1;
  const made = await createProject({
    projectId: (id ?? `google_${count}`) as ProjectId,
    owner: 'owner' as UserId,
    config: projectConfig.parse(config),
    actor: 'test',
  });
  if (isRefusal(made)) throw new Error(JSON.stringify(made.details));
  return made;
}

async function configure({ projectId }: Project, config: ProjectConfigInput) {
  const upcomingBookings = async () => ({ bookings: [] });
  const wish = { projectId, config: projectConfig.parse(config), actor: 'owner', upcomingBookings };
  return configureProject(wish);
}

describe('the section google', () => {
  it('takes the file of a key as it is or as text, and shows the e-mail to share things with, never the key', async () => {
    for (const credentials of [FILE, JSON.stringify(FILE)]) {
      const made = await project({ google: { credentials } });
      const document = configDocument(made);
      expect(document.google).toEqual({
        connected: true,
        client_email: FILE.client_email,
        on_deleted_event: 'flag',
      });
      expect(JSON.stringify(await getProject(made.projectId))).not.toContain(SECRET_PART);
      const { client_email, private_key, private_key_id } = FILE;
      expect((await getConnection(made.projectId, 'google'))?.credentials).toEqual({
        client_email,
        private_key,
        private_key_id,
      });
      expect(await googleConnection(made)).toEqual({
        clientEmail: FILE.client_email,
        privateKey: FILE.private_key,
        privateKeyId: 'k1',
      });
      const again = await configure(made, document as ProjectConfigInput);
      expect(again).toMatchObject({ version: made.version, googleAccount: FILE.client_email });
    }
  });

  it('says what a deleted event means, and keeps it with another key, until it is said otherwise', async () => {
    const made = await project({ google: { credentials: FILE, on_deleted_event: 'cancel' } });
    expect(made.onDeletedEvent).toBe('cancel');
    const document = configDocument(made);
    expect(document.google).toMatchObject({ on_deleted_event: 'cancel' });
    expect(await configure(made, document as ProjectConfigInput)).toMatchObject({ version: 1 });
    const renewed = await configure(made, {
      google: { credentials: { ...FILE, private_key: keyOf() } },
    });
    expect(renewed).toMatchObject({ version: 2, onDeletedEvent: 'cancel' });
    const flags = await configure(renewed as Project, { google: { on_deleted_event: 'flag' } });
    expect(flags).not.toHaveProperty('onDeletedEvent');
    // The account of the installation opens calendars of projects that bring none.
    const bare = await project({ google: { on_deleted_event: 'cancel' } });
    expect(configDocument(bare).google).toEqual({ connected: false, on_deleted_event: 'cancel' });
    const same = await configure(bare, configDocument(bare) as ProjectConfigInput);
    expect(same).toMatchObject({ version: 1, onDeletedEvent: 'cancel' });
    const gone = await configure(bare, { google: null });
    expect(gone).not.toHaveProperty('onDeletedEvent');
  });

  it('takes a key with its line ends written out', async () => {
    const private_key = FILE.private_key.replaceAll('\n', '\\n');
    const made = await project({ google: { credentials: { ...FILE, private_key } } });
    expect((await googleConnection(made))?.privateKey).toBe(FILE.private_key);
  });

  it('keeps the key when none is named, takes another one, and is gone with null', async () => {
    const made = await project({ google: { credentials: FILE } });
    expect(await configure(made, { google: { credentials: FILE } })).toMatchObject({ version: 1 });
    expect(await configure(made, { google: {}, name: 'Salon' })).toMatchObject({ version: 2 });
    const next = keyOf();
    const renewed = await configure(made, {
      google: { credentials: { ...FILE, private_key: next } },
    });
    expect(renewed).toMatchObject({ version: 3, googleAccount: FILE.client_email });
    expect((await googleConnection(renewed as Project))?.privateKey).toBe(next);
    const without = (await configure(made, { google: null })) as Project;
    expect(without.version).toBe(4);
    expect(without).not.toHaveProperty('googleAccount');
    expect(await getConnection(made.projectId, 'google')).toBeUndefined();
    expect(await googleConnection(without)).toBeUndefined();
    expect(configDocument(without).google).toBeNull();
  });

  it('refuses what is no key of a service account, and says nothing of it', async () => {
    const strange: unknown[] = [
      'not json',
      '{}',
      { ...FILE, type: 'authorized_user' },
      { ...FILE, client_email: 'nobody' },
      { ...FILE, private_key: 'no key' },
    ];
    for (const credentials of strange) {
      expect(projectConfig.safeParse({ google: { credentials } }).success).toBe(false);
    }
    const made = await project();
    const broken = '-----BEGIN PRIVATE KEY-----\nSECRETSECRET\n-----END PRIVATE KEY-----';
    const refused = await configure(made, {
      google: { credentials: { ...FILE, private_key: broken } },
    });
    expect(refused).toMatchObject({
      refused: 'invalid_input',
      details: [{ path: 'google.credentials' }],
    });
    expect(JSON.stringify(refused)).not.toContain('SECRETSECRET');
  });

  it('is not needed in a single-project installation, which serves nobody else', async () => {
    expect((await googleConnection(await project({}, 'the_single_one')))?.clientEmail).toBe(
      'all@desk.example',
    );
    expect(await googleConnection(await project())).toBeUndefined();
  });

  it('has specialists name their calendars', async () => {
    const made = await project({
      specialists: [{ name: 'Anna', google_calendar_id: 'anna@group.calendar.google.com' }],
    });
    expect(made.specialists[0]?.googleCalendarId).toBe('anna@group.calendar.google.com');
    expect(await configure(made, configDocument(made) as ProjectConfigInput)).toMatchObject({
      version: 1,
    });
  });
});
