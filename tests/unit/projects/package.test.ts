import { afterAll, beforeAll, expect, it } from 'vitest';
import { entitlementsOf, packageOf } from '../../../shared/billing/index.ts';
import { projectConfig } from '../../../shared/contracts/project-config.ts';
import { isRefusal } from '../../../shared/platform/errors.ts';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import {
  configureProject,
  createProject,
  getProject,
  noteWorkingHours,
  setPackage,
} from '../../../shared/projects/index.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';

let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());

let made = 0;
async function project(): Promise<ProjectId> {
  made += 1;
  const projectId = `paying_${made}` as ProjectId;
  await createProject({ projectId, owner: 'o' as UserId, config: {}, actor: 'test' });
  return projectId;
}

function configure(projectId: ProjectId, name: string) {
  const config = projectConfig.parse({ name });
  const upcomingBookings = async () => ({ bookings: [] });
  return configureProject({ projectId, config, actor: 'o', upcomingBookings });
}

it('a project begins with what is free, and one from before there were packages has everything', async () => {
  const fresh = await getProject(await project());
  expect(fresh && packageOf(fresh)).toBe('free');
  const everything = { integrations: 'all', workingHours: true, analytics: true };
  expect(entitlementsOf({})).toEqual(everything);
});

it('each package holds all of the one before', () => {
  const [free, starter, professional] = (['free', 'starter', 'professional'] as const).map((name) =>
    entitlementsOf({ package: name }),
  );
  expect([free?.monthlyTurns, starter?.monthlyTurns, professional?.monthlyTurns]).toEqual([
    100,
    1_000,
    undefined,
  ]);
  expect([free?.workingHours, starter?.workingHours]).toEqual([false, true]);
  expect([starter?.analytics, professional?.analytics]).toEqual([false, true]);
});

it('a member’s configuration neither names nor changes the package, also at the same moment', async () => {
  expect(projectConfig.safeParse({ package: 'professional' }).success).toBe(false);
  const projectId = await project();
  const wishes = Array.from({ length: 6 }, (_, index) => configure(projectId, `Name ${index}`));
  const [given] = await Promise.all([
    setPackage({ projectId, package: 'starter', actor: 'test' }),
    noteWorkingHours(projectId),
    ...wishes,
  ]);
  expect(given).toBe('starter');
  await configure(projectId, 'Last');
  expect(await getProject(projectId)).toMatchObject({
    ...{ package: 'starter', hasWorkingHours: true, name: 'Last' },
  });
});

it('a project that is not there gets no package', async () => {
  const nobody = 'nobody' as ProjectId;
  const refused = await setPackage({ projectId: nobody, package: 'starter', actor: 'test' });
  expect(isRefusal(refused) && refused.refused).toBe('project_not_found');
  await noteWorkingHours(nobody);
  expect(await getProject(nobody)).toBeUndefined();
});
