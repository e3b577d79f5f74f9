import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import { addMember, createProject, memberOf, memberRole } from '../../../shared/projects/index.ts';
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
