import { describe, expect, it, vi } from 'vitest';
import { changeEmail, confirmEmail, openAccount } from '../../../shared/accounts/index.ts';
import { addSeconds, now } from '../../../shared/platform/clock.ts';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import {
  acceptInvitation,
  addMember,
  changeRole,
  createProject,
  inviteMember,
  leaveProject,
  listInvitations,
  listMembers,
  listOwnProjects,
  memberRole,
  projectsOfAccounts,
  type Role,
  removeMember,
  revokeInvitation,
  showInvitation,
} from '../../../shared/projects/index.ts';
import { mintToken, readToken } from '../../../shared/projects/invitation-token.ts';
import { PASSWORD, people } from '../../steps/people.ts';

const world = people();

interface Person {
  readonly email: string;
  readonly userId: UserId;
  readonly emailVerified: boolean;
}
async function person(): Promise<Person> {
  const email = world.address();
  const { userId } = await openAccount({ ...world.pool(), email, password: PASSWORD });
  return { email, userId, emailVerified: true };
}
let made = 0;
async function projectWith(...owners: Person[]): Promise<ProjectId> {
  made += 1;
  const projectId = `salon-${made}` as ProjectId;
  const [first, ...others] = owners as [Person, ...Person[]];
  const config = { name: `Salon ${made}`, language: 'en' } as const;
  await createProject({ projectId, owner: first.userId, config, actor: 'test' });
  for (const { userId } of others) await addMember({ projectId, userId, role: 'owner' });
  return projectId;
}
const access = (projectId: ProjectId) => ({ projectId, role: 'owner' as const });
const rolesIn = async (projectId: ProjectId, ...of: Person[]) =>
  Promise.all(of.map(({ userId }) => memberRole(projectId, userId)));
const path = ({ userId: user_id }: Person) => ({ user_id });

describe('the owners of a project', () => {
  it.each([2, 3, 4])('never all leave, when %s of them do it at the same moment', async (count) => {
    for (let round = 0; round < 6; round += 1) {
      const owners = await Promise.all(Array.from({ length: count }, person));
      const projectId = await projectWith(...owners);
      const ends = await Promise.all(
        owners.map((caller, index) => {
          const to = { access: access(projectId), path: path(caller), caller };
          if (index % 3 === 0) return leaveProject(to);
          if (index % 3 === 1) return changeRole({ ...to, body: { role: 'operator' } });
          return removeMember(to);
        }),
      );
      const refused = ends.filter((end) => 'refused' in end);
      expect(refused).toMatchObject([{ refused: 'last_owner' }]);
      const left = await rolesIn(projectId, ...owners);
      expect(left.filter((role) => role === 'owner')).toHaveLength(1);
    }
  });

  it('never remove each other until none is left', async () => {
    for (let round = 0; round < 6; round += 1) {
      const [one, other] = [await person(), await person()] as const;
      const projectId = await projectWith(one, other);
      await Promise.all([
        removeMember({ access: access(projectId), path: path(one) }),
        removeMember({ access: access(projectId), path: path(other) }),
      ]);
      const left = await rolesIn(projectId, one, other);
      expect(left.filter((role) => role === 'owner')).toHaveLength(1);
    }
  });

  it('are all there or not at all, wherever a change dies', async () => {
    for (let at = 1; ; at += 1) {
      const [one, other] = [await person(), await person()] as const;
      const projectId = await projectWith(one, other);
      const leave = () => leaveProject({ access: access(projectId), caller: one });
      const lived = await world.dying(at, leave);
      const role = await memberRole(projectId, one.userId);
      const { projects } = await listOwnProjects({ caller: one, query: {} });
      expect(projects).toHaveLength(role === undefined ? 0 : 1);
      expect(await leave()).toEqual({ left: true });
      if (lived) return;
    }
  });

  it('cannot change who is no member, and a change made twice is one', async () => {
    const [one, other, stranger] = [await person(), await person(), await person()] as const;
    const projectId = await projectWith(one, other);
    const to = { access: access(projectId), caller: one };
    const unknown = await changeRole({ ...to, path: path(stranger), body: { role: 'owner' } });
    expect(unknown).toMatchObject({ refused: 'member_not_found' });
    for (let twice = 0; twice < 2; twice += 1) {
      const done = await changeRole({ ...to, path: path(other), body: { role: 'operator' } });
      expect(done).toMatchObject({ role: 'operator', you: false, user_id: other.userId });
    }
    expect(await removeMember({ ...to, path: path(other) })).toEqual({ removed: true });
    const again = await removeMember({ ...to, path: path(other) });
    expect(again).toMatchObject({ refused: 'member_not_found' });
  });

  it('are listed page by page', async () => {
    const owners = await Promise.all([1, 2, 3].map(person));
    const projectId = await projectWith(...owners);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: 2, ...(cursor ? { cursor } : {}) };
      const caller = owners[0] as Person;
      const page = await listMembers({ access: access(projectId), caller, query });
      seen.push(...page.members.map(({ user_id }) => user_id));
      cursor = page.cursor;
    } while (cursor);
    expect(seen).toEqual(owners.map(({ userId }) => userId).sort());
  });
});

describe('an invitation', () => {
  const invite = async (projectId: ProjectId, by: Person, email: string, role: Role = 'operator') =>
    inviteMember(
      { access: access(projectId), caller: by, body: { email, role } },
      { askMail: world.askMail },
    );
  const accept = (caller: Person, token: string) =>
    acceptInvitation({ caller, body: { token } }, world.pool().userPoolId);
  const NOT_FOUND = { refused: 'invitation_not_found' };

  async function invited(role: Role = 'operator') {
    const [owner, guest] = [await person(), await person()] as const;
    const projectId = await projectWith(owner);
    await invite(projectId, owner, guest.email, role);
    return { owner, guest, projectId, token: world.link(guest.email) };
  }

  it('makes a member of the person it was sent to, of nobody else, once', async () => {
    const { owner, guest, projectId, token } = await invited();
    const stranger = await person();
    for (const wrong of [stranger, owner, { ...guest, emailVerified: false }]) {
      expect(await accept(wrong, token)).toMatchObject({ refused: 'other_address' });
    }
    const membership = { project_id: projectId, role: 'operator' };
    expect(await accept(guest, token)).toEqual(membership);
    expect(await accept(guest, token)).toEqual(membership);
    await removeMember({ access: access(projectId), path: path(guest) });
    expect(await accept(guest, token)).toMatchObject(NOT_FOUND);
  });

  it('is not accepted by a token of the time when she had another address', async () => {
    const { guest, token } = await invited();
    const { pool, askMail } = { pool: world.pool(), askMail: world.askMail };
    const email = world.address();
    const wish = { caller: guest, sourceIp: world.sourceIp() };
    await changeEmail({ ...wish, body: { email, password: PASSWORD } }, { pool, askMail });
    await confirmEmail({ ...wish, body: { code: world.code(email) } }, { pool, askMail });
    for (const one of [guest, { ...guest, email }]) {
      expect(await accept(one, token)).toMatchObject({ refused: 'other_address' });
    }
  });

  it('accepted many times at the same moment makes one member', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { guest, projectId, token } = await invited();
      const ends = await Promise.all([1, 2, 3, 4].map(() => accept(guest, token)));
      expect(ends).toEqual(Array(4).fill({ project_id: projectId, role: 'operator' }));
      const { members } = await listMembers({
        access: access(projectId),
        caller: guest,
        query: {},
      });
      expect(members).toHaveLength(2);
    }
  });

  it('is accepted whole or not at all, wherever it dies', async () => {
    for (let at = 1; ; at += 1) {
      const { guest, projectId, token } = await invited();
      const lived = await world.dying(at, () => accept(guest, token));
      const role = await memberRole(projectId, guest.userId);
      const { projects } = await listOwnProjects({ caller: guest, query: {} });
      expect(projects).toHaveLength(role === undefined ? 0 : 1);
      expect(await accept(guest, token)).toEqual({ project_id: projectId, role: 'operator' });
      if (!lived) continue;
      expect(at).toBeGreaterThan(3);
      return;
    }
  });

  it('is revoked or accepted, never both', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { guest, projectId, token } = await invited();
      const { invitations } = await listInvitations({ access: access(projectId), query: {} });
      const invitation_id = invitations[0]?.invitation_id ?? '';
      const [accepted, revoked] = await Promise.all([
        accept(guest, token),
        revokeInvitation({ access: access(projectId), path: { invitation_id } }),
      ]);
      const role = await memberRole(projectId, guest.userId);
      expect('refused' in accepted).toBe(role === undefined);
      expect('refused' in revoked).toBe(role !== undefined);
    }
  });

  it('taken back, too old, replaced or of a closed project is not there any more', async () => {
    const show = (token: string) => showInvitation({ path: { token }, sourceIp: world.sourceIp() });
    const back = await invited();
    const { invitations } = await listInvitations({ access: access(back.projectId), query: {} });
    const to = { invitation_id: invitations[0]?.invitation_id ?? '' };
    expect(await show(back.token)).toMatchObject({ role: 'operator', email: back.guest.email });
    for (let twice = 0; twice < 2; twice += 1) {
      const done = await revokeInvitation({ access: access(back.projectId), path: to });
      expect(done).toEqual({ revoked: true });
    }
    const replaced = await invited();
    await invite(replaced.projectId, replaced.owner, replaced.guest.email, 'owner');
    const newest = world.link(replaced.guest.email);
    expect(newest).not.toBe(replaced.token);
    const closed = await invited();
    await projectsOfAccounts.leaveAll(closed.owner.userId, true);
    for (const { guest, token } of [back, replaced, closed]) {
      expect(await accept(guest, token)).toMatchObject(NOT_FOUND);
      expect(await show(token)).toMatchObject(NOT_FOUND);
    }
    expect(await accept(replaced.guest, newest)).toMatchObject({ role: 'owner' });
    const old = await invited();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(addSeconds(now(), 7 * 86_400 + 1)) });
    expect(await accept(old.guest, old.token)).toMatchObject(NOT_FOUND);
    expect(await show(old.token)).toMatchObject(NOT_FOUND);
    const listed = await listInvitations({ access: access(old.projectId), query: {} });
    expect(listed.invitations).toMatchObject([{ status: 'expired' }]);
    vi.useRealTimers();
  });

  it('is not opened by any other token, nor by that of another project', async () => {
    const [one, other] = [await invited(), await invited()] as const;
    const named = readToken(one.token);
    if (!named) throw new Error('The link carries no token.');
    const tokens = [
      mintToken({ ...named, projectId: other.projectId }),
      mintToken({ ...named, secret: readToken(other.token)?.secret ?? '' }),
      mintToken({ ...named, secret: `${named.secret}x` }),
      mintToken({ ...named, invitationId: '0'.repeat(20) }),
      one.token.slice(0, -2),
      ...['', 'x', 'no.such.thing', Buffer.from('a.b.c').toString('base64url')],
    ];
    for (const token of tokens) expect(await accept(one.guest, token)).toMatchObject(NOT_FOUND);
    expect(await memberRole(other.projectId, one.guest.userId)).toBeUndefined();
  });

  it('of a member changes nothing of what he is', async () => {
    const { guest, projectId, token } = await invited('owner');
    await addMember({ projectId, userId: guest.userId, role: 'operator' });
    expect(await accept(guest, token)).toEqual({ project_id: projectId, role: 'operator' });
    expect(await memberRole(projectId, guest.userId)).toBe('operator');
  });

  it('is stored without its secret, and mailed in the language of the project', async () => {
    const { guest, projectId, token } = await invited();
    const listed = JSON.stringify(await listInvitations({ access: access(projectId), query: {} }));
    const secret = readToken(token)?.secret ?? 'none';
    expect(listed).not.toContain(secret);
    expect(world.mails(guest.email).at(-1)?.subject).toMatch(/^Invitation to Salon/);
    expect(world.mails(guest.email).at(-1)?.text).toContain(
      `https://panel.example/invitations/${token}`,
    );
  });

  it('to a member is refused', async () => {
    const { owner, guest, projectId, token } = await invited();
    await accept(guest, token);
    expect(await invite(projectId, owner, guest.email)).toMatchObject({
      refused: 'already_member',
    });
  });
});
