import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { isRefusal } from '../../../shared/platform/errors.ts';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import { inboundSettings } from '../../../shared/projects/inbound.ts';
import {
  cachedProject,
  configureProject,
  createProject,
  rotateWebhook,
} from '../../../shared/projects/index.ts';
import { type AwsJson, startPlatformSecret } from '../../steps/aws-json.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';

let dynoxide: Dynoxide;
let secrets: AwsJson;
beforeAll(async () => {
  dynoxide = await startTable();
  secrets = await startPlatformSecret({ PLATFORM_KEY: 'k'.repeat(40) });
});
afterAll(() => Promise.all([dynoxide.close(), secrets.close()]));
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-21T10:00:00Z') });
});
afterEach(() => vi.useRealTimers());

const advance = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);

async function create(projectId: ProjectId) {
  await createProject({ projectId, owner: 'o' as UserId, config: {}, actor: 'test' });
}

async function configure(projectId: ProjectId, quiet_window_seconds: number) {
  const changed = await configureProject({
    projectId,
    config: { quiet_window_seconds },
    actor: 'test',
    upcomingBookings: async () => ({ bookings: [] }),
  });
  expect(isRefusal(changed)).toBe(false);
}

describe('what a container remembers for a minute', () => {
  it('are the inbound settings, changed ones seen after it', async () => {
    const projectId = 'remembered' as ProjectId;
    await create(projectId);
    expect(await inboundSettings(projectId)).toEqual({ quietWindowSeconds: 4, lowestRotation: 1 });
    await configure(projectId, 9);
    await rotateWebhook({ projectId, keepPrevious: false });
    advance(59.9);
    expect(await inboundSettings(projectId)).toEqual({ quietWindowSeconds: 4, lowestRotation: 1 });
    advance(0.2);
    expect(await inboundSettings(projectId)).toEqual({ quietWindowSeconds: 9, lowestRotation: 2 });
  });

  it('is also that there is no such project', async () => {
    const projectId = 'later' as ProjectId;
    expect(await inboundSettings(projectId)).toBeUndefined();
    await create(projectId);
    advance(59);
    expect(await inboundSettings(projectId)).toBeUndefined();
    advance(2);
    expect(await inboundSettings(projectId)).toBeDefined();
  });

  it('is never a read that failed', async () => {
    const projectId = 'broken' as ProjectId;
    await create(projectId);
    const tableName = process.env.TABLE_NAME;
    process.env.TABLE_NAME = 'no-such-table';
    await expect(inboundSettings(projectId)).rejects.toThrow();
    process.env.TABLE_NAME = tableName;
    expect(await inboundSettings(projectId)).toBeDefined();
  });

  it('is not trusted when the clock went back', async () => {
    const projectId = 'backwards' as ProjectId;
    await create(projectId);
    await inboundSettings(projectId);
    await configure(projectId, 8);
    advance(-3_600);
    expect(await inboundSettings(projectId)).toMatchObject({ quietWindowSeconds: 8 });
  });

  it('is the project, while a missing one is asked for each time', async () => {
    const projectId = 'cached' as ProjectId;
    expect(await cachedProject(projectId)).toBeUndefined();
    await create(projectId);
    expect(await cachedProject(projectId)).toMatchObject({ version: 1 });
    await configure(projectId, 9);
    advance(59);
    expect(await cachedProject(projectId)).toMatchObject({ version: 1 });
    advance(2);
    expect(await cachedProject(projectId)).toMatchObject({ version: 2 });
  });
});
