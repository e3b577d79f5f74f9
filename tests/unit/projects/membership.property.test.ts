import { QueryCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { deleteAccount, openAccount } from '../../../shared/accounts/index.ts';
import { dynamodb } from '../../../shared/platform/aws/dynamodb.ts';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import {
  acceptInvitation,
  changeRole,
  createProject,
  getProject,
  inviteMember,
  leaveProject,
  projectsOfAccounts,
  removeMember,
} from '../../../shared/projects/index.ts';
import { PASSWORD, people } from '../../steps/people.ts';

const world = people();
const PEOPLE = 4;

/** What somebody may do to himself or to another; several of them at the same moment. */
const deed = fc.record({
  what: fc.constantFrom('invite', 'accept', 'promote', 'demote', 'remove', 'leave', 'delete'),
  who: fc.nat(PEOPLE - 1),
  whom: fc.nat(PEOPLE - 1),
  close: fc.boolean(),
});
const rounds = fc.array(fc.array(deed, { minLength: 1, maxLength: 4 }), {
  minLength: 3,
  maxLength: 8,
});

async function sortKeys(partition: string, beginsWith: string): Promise<string[]> {
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: process.env.TABLE_NAME,
      KeyConditionExpression: 'pk = :pk and begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': { S: partition }, ':sk': { S: beginsWith } },
      ConsistentRead: true,
    }),
  );
  return Items.map((item) =>
    `${item.sk?.S?.slice(beginsWith.length)} ${item.role?.S ?? ''}`.trim(),
  );
}

let plays = 0;

it('a project is never without an owner, and both sides of a membership say the same', async () => {
  await fc.assert(
    fc.asyncProperty(rounds, async (played) => {
      plays += 1;
      const persons = await Promise.all(
        Array.from({ length: PEOPLE }, async () => {
          const email = world.address();
          const { userId } = await openAccount({ ...world.pool(), email, password: PASSWORD });
          return { email, userId, emailVerified: true };
        }),
      );
      const one = (index: number) => persons[index] as (typeof persons)[number];
      const projectId = `played-${plays}` as ProjectId;
      await createProject({ projectId, owner: one(0).userId, config: {}, actor: 'test' });
      const access = { projectId, role: 'owner' as const };
      const gone = new Set<UserId>();
      const act = async ({ what, who, whom, close }: (typeof played)[number][number]) => {
        const [caller, other] = [one(who), one(whom)];
        const path = { user_id: other.userId };
        switch (what) {
          case 'invite': {
            const body = { email: other.email, role: close ? 'owner' : 'operator' } as const;
            return inviteMember({ access, caller, body }, { askMail: world.askMail });
          }
          case 'accept': {
            const body = { token: world.link(caller.email) };
            return acceptInvitation({ caller, body }, world.pool().userPoolId);
          }
          case 'promote':
            return changeRole({ access, caller, path, body: { role: 'owner' } });
          case 'demote':
            return changeRole({ access, caller, path, body: { role: 'operator' } });
          case 'remove':
            return removeMember({ access, path });
          case 'leave':
            return leaveProject({ access, caller });
          case 'delete': {
            const body = { password: PASSWORD, delete_projects: close };
            const request = { caller, body, sourceIp: world.sourceIp() };
            const ports = { pool: world.pool(), projects: projectsOfAccounts };
            const ended = await deleteAccount(request, ports);
            if ('deleted' in ended) gone.add(caller.userId);
            return ended;
          }
        }
      };
      for (const deeds of played) {
        await Promise.all(deeds.map((one) => act(one).catch(passing)));
        const members = await sortKeys(keys.ofProject(projectId), 'MEMBER#');
        if (await getProject(projectId)) {
          expect(members.filter((member) => member.endsWith('owner')).length).toBeGreaterThan(0);
        } else {
          // Closed: nobody is left who could act for it, nor comes in any more.
          expect(members).toEqual([]);
        }
        for (const { userId } of persons) {
          const mine = await sortKeys(keys.global.userProjects(userId), 'PROJECT#');
          const theirs = members.filter((member) => member.startsWith(`${userId} `));
          expect([userId, mine.length]).toEqual([userId, theirs.length]);
          if (gone.has(userId)) expect(mine).toEqual([]);
        }
      }
    }),
    { numRuns: 12 },
  );
});

/** Two at once may ask one of them to try again. */
function passing(fault: unknown): void {
  if (!(fault instanceof Error) || fault.name !== 'PassingFault') throw fault;
}
