import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { findUser } from '../../../shared/accounts/find-user.ts';
import { deleteAccount, getProfile, logIn, showProfile } from '../../../shared/accounts/index.ts';
import { dynamodb } from '../../../shared/platform/aws/dynamodb.ts';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { inboundSettings } from '../../../shared/projects/inbound.ts';
import {
  addMember,
  connectService,
  createProject,
  getProject,
  leaveProject,
  listOwnProjects,
  memberRole,
  openProject,
  projectsOfAccounts,
} from '../../../shared/projects/index.ts';
import { PASSWORD, type Person, people } from '../../steps/people.ts';

const world = people();
const { person, ports } = world;
let made = 0;
async function projectOf({ userId }: Person): Promise<ProjectId> {
  made += 1;
  const projectId = `salon-${made}` as ProjectId;
  await createProject({
    ...{ projectId, owner: userId, actor: 'test' },
    config: { name: `Salon ${made}`, sendpulse_bot_id: `bot-${made}` },
  });
  const credentials = { client_id: 'id', client_secret: 'secret' };
  await connectService({ projectId, provider: 'sendpulse', credentials, actor: 'test' });
  return projectId;
}
const end = ({ userId }: Person, delete_projects = false, password = PASSWORD) =>
  deleteAccount(
    { caller: { userId }, body: { password, delete_projects }, sourceIp: world.sourceIp() },
    ports(),
  );
const enter = ({ email }: Person) =>
  logIn({ body: { email, password: PASSWORD }, sourceIp: world.sourceIp() }, ports());
const inPool = ({ email }: Person) => findUser(world.pool().userPoolId, email);

/** Sort keys of the project's own partition. */
async function rowsOf(projectId: ProjectId): Promise<string[]> {
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: process.env.TABLE_NAME,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: keys.ofProject(projectId) } },
    }),
  );
  return Items.map(({ sk }) => sk?.S ?? '');
}

async function expectGone(one: Person, closed: readonly ProjectId[]): Promise<void> {
  expect(await inPool(one)).toBeUndefined();
  expect(await getProfile(one.userId)).toBeUndefined();
  expect((await listOwnProjects({ caller: one, query: {} })).projects).toEqual([]);
  for (const projectId of closed) {
    expect(await getProject(projectId)).toBeUndefined();
    expect(await rowsOf(projectId)).toEqual(['PROJECT']);
    expect(await inboundSettings(projectId)).toBeUndefined();
    expect(await memberRole(projectId, one.userId)).toBeUndefined();
  }
}

describe('an account that is deleted', () => {
  it('is gone whole, wherever it died, once it is asked again or signed in to', async () => {
    const partner = await person();
    for (let at = 1; ; at += 1) {
      const one = await person();
      const own = await projectOf(one);
      const shared = await projectOf(one);
      await addMember({ projectId: shared, userId: partner.userId, role: 'owner' });
      const lived = await world.dying(at, () => end(one, true));
      const before = await getProfile(one.userId);
      // Half deleted, a sign-in finishes it; who asks again is told that it is done.
      if (at % 2 === 0 && before?.status === 'deleting' && (await inPool(one))) {
        expect(await enter(one)).toMatchObject({ refused: 'invalid_credentials' });
      } else {
        expect(await end(one, true)).toEqual({ deleted: true });
      }
      await expectGone(one, [own]);
      expect(await getProject(shared)).toBeDefined();
      expect(await memberRole(shared, partner.userId)).toBe('owner');
      if (!lived) continue;
      expect(at).toBeGreaterThan(20);
      return;
    }
  }, 90_000);

  it('is gone whole when two ask at the same moment', async () => {
    for (let round = 0; round < 3; round += 1) {
      const one = await person();
      const own = await projectOf(one);
      const ends = await Promise.all([end(one, true), end(one, true)]);
      expect(ends).toContainEqual({ deleted: true });
      expect(await end(one, true)).toEqual({ deleted: true });
      await expectGone(one, [own]);
    }
  });

  it('stays with its projects while it is their only owner and nobody says to close them', async () => {
    const one = await person();
    const own = await projectOf(one);
    const refused = await end(one);
    expect(refused).toMatchObject({
      refused: 'sole_owner',
      details: { projects: [{ project_id: own }] },
    });
    expect(await enter(one)).toHaveProperty('idToken');
    expect(await getProject(own)).toBeDefined();
    expect(await end(one, true, 'Wrong-Horse-99')).toMatchObject({ refused: 'wrong_password' });
    expect(await getProject(own)).toBeDefined();
  });

  it('stays when the other owner leaves in the same moment: a project is never without one', async () => {
    for (let round = 0; round < 6; round += 1) {
      const [one, other] = [await person(), await person()];
      const projectId = await projectOf(one);
      await addMember({ projectId, userId: other.userId, role: 'owner' });
      const access = { projectId, role: 'owner' } as const;
      const [ended, left] = await Promise.all([end(one), leaveProject({ access, caller: other })]);
      const owners = await Promise.all(
        [one, other].map(({ userId }) => memberRole(projectId, userId)),
      );
      expect(owners.filter((role) => role === 'owner')).toHaveLength(1);
      if ('refused' in ended) {
        expect(left).toEqual({ left: true });
        expect(await enter(one)).toHaveProperty('idToken');
      } else {
        expect(left).toMatchObject({ refused: 'last_owner' });
        await expectGone(one, []);
      }
    }
  });

  it('gets nothing any more with a token that is still good', async () => {
    const one = await person();
    await end(one);
    const { userPoolId } = world.pool();
    expect(await showProfile({ caller: one }, userPoolId)).toMatchObject({
      refused: 'account_deleted',
    });
    const body = { name: 'Again' };
    const again = await openProject({ caller: one, body, idempotencyKey: 'x' }, userPoolId);
    expect(again).toMatchObject({ refused: 'account_deleted' });
    expect((await listOwnProjects({ caller: one, query: {} })).projects).toEqual([]);
  });

  it('leaves no project behind that is made while it is deleted', async () => {
    for (let round = 0; round < 6; round += 1) {
      const one = await person();
      await showProfile({ caller: one }, world.pool().userPoolId);
      await Promise.all([
        end(one, true),
        openProject(
          { caller: one, body: { name: 'Late' }, idempotencyKey: `late ${round}` },
          world.pool().userPoolId,
        ).catch(() => undefined),
      ]);
      await end(one, true);
      expect(await projectsOfAccounts.soleOwned(one.userId)).toEqual([]);
    }
  });
});
