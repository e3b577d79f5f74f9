import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import {
  addMember,
  createProject,
  memberOf,
  memberOfHeader,
  memberRole,
} from '../../../shared/projects/index.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';

const [salon, clinic] = ['salon', 'clinic'] as [ProjectId, ProjectId];
const [owner, operator, stranger] = ['owner', 'operator', 'stranger'] as [UserId, UserId, UserId];

let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
  await createProject({ projectId: salon, owner, config: {}, actor: 'test' });
  await createProject({ projectId: clinic, owner: stranger, config: {}, actor: 'test' });
  await addMember({ projectId: salon, userId: operator, role: 'operator' });
});
afterAll(() => dynoxide.close());

const ask = (role: 'owner' | undefined, userId: UserId, project_id: string | undefined) =>
  memberOf(role)({ caller: { userId }, pathParameters: { project_id } });

describe('membership', () => {
  it.each([
    [undefined, owner, salon, 'in'],
    [undefined, operator, salon, 'in'],
    [undefined, stranger, salon, 'project_not_found'],
    ['owner', owner, salon, 'in'],
    ['owner', operator, salon, 'owner_required'],
    ['owner', stranger, salon, 'project_not_found'],
    [undefined, owner, clinic, 'project_not_found'],
    ['owner', owner, clinic, 'project_not_found'],
    [undefined, owner, 'nowhere', 'project_not_found'],
    [undefined, owner, 'SALON', 'project_not_found'],
    [undefined, owner, 'salon#MEMBER', 'project_not_found'],
    [undefined, owner, '', 'project_not_found'],
    [undefined, owner, undefined, 'project_not_found'],
  ] as const)('asked for %s, %s of %s is: %s', async (role, userId, project, answer) => {
    const allowed = await ask(role, userId, project);
    expect('refused' in allowed ? allowed.refused : 'in').toBe(answer);
  });

  it('tells a missing project and a foreign one by the same words', async () => {
    expect(await ask(undefined, owner, clinic)).toEqual(await ask(undefined, owner, 'nowhere'));
  });

  it('says whose project it is and in which role', async () => {
    expect(await ask(undefined, operator, salon)).toEqual({ projectId: salon, role: 'operator' });
  });

  it('changes with the role', async () => {
    await addMember({ projectId: salon, userId: 'new' as UserId, role: 'operator' });
    await addMember({ projectId: salon, userId: 'new' as UserId, role: 'owner' });
    expect(await memberRole(salon, 'new' as UserId)).toBe('owner');
  });
});

describe('a path that names no project', () => {
  const guess = async (userId: UserId, header?: string) => {
    const allowed = await memberOfHeader()({
      caller: { userId },
      headers: header === undefined ? {} : { 'x-project-id': header },
    });
    return 'refused' in allowed ? allowed.refused : allowed.projectId;
  };

  it('is about the project of the header, when the caller is its member', async () => {
    expect(await guess(operator, salon)).toBe(salon);
    expect(await guess(operator, ` ${salon} `)).toBe(salon);
    for (const header of [clinic, 'nowhere', 'SALON', 'salon#MEMBER']) {
      expect(await guess(operator, header), header).toBe('project_not_found');
    }
  });

  it('is about the only project of the caller, else has to be told', async () => {
    expect(await guess(operator)).toBe(salon);
    expect(await guess(operator, ' ')).toBe(salon);
    expect(await guess('nobody' as UserId)).toBe('project_required');
    const both = 'of-both' as UserId;
    for (const projectId of [salon, clinic]) {
      await addMember({ projectId, userId: both, role: 'operator' });
    }
    expect(await guess(both)).toBe('project_required');
    expect(await guess(both, clinic)).toBe(clinic);
  });

  it('counts her projects, not what else is kept of her', async () => {
    const [both, one] = ['profile-and-both', 'profile-and-one'] as [UserId, UserId];
    for (const projectId of [salon, clinic])
      await addMember({ projectId, userId: both, role: 'owner' });
    await addMember({ projectId: salon, userId: one, role: 'owner' });
    for (const userId of [both, one]) {
      const { pk, sk } = keys.global.profile(userId);
      const Item = { pk: { S: pk }, sk: { S: sk }, entity: { S: 'Profile' } };
      await new DynamoDBClient().send(new PutItemCommand({ TableName: dynoxide.tableName, Item }));
    }
    expect(await guess(both)).toBe('project_required');
    expect(await guess(one)).toBe(salon);
  });

  it('lets only owners in where it says so', async () => {
    const asked = (userId: UserId) => memberOfHeader('owner')({ caller: { userId }, headers: {} });
    expect(await asked(owner)).toEqual({ projectId: salon, role: 'owner' });
    expect(await asked(operator)).toMatchObject({ refused: 'owner_required' });
    expect(await asked('nobody' as UserId)).toMatchObject({ refused: 'project_required' });
  });
});
