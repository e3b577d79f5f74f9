import * as accounts from '../../shared/accounts/index.ts';
import { deletionWish, profileChange } from '../../shared/contracts/accounts.ts';
import * as wire from '../../shared/contracts/members.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { httpDoor, route } from '../../shared/platform/lambda/http.ts';
import { perCaller } from '../../shared/platform/lambda/per-caller.ts';
import * as projects from '../../shared/projects/index.ts';

const env = readEnv('USER_POOL_ID', 'USER_POOL_CLIENT_ID', 'TABLE_NAME');
const pool = { userPoolId: env.USER_POOL_ID, clientId: env.USER_POOL_CLIENT_ID };
const { userPoolId } = pool;
const ports = { pool, projects: projects.projectsOfAccounts };
const gone = { account_deleted: 410 } as const;

export const handler = httpDoor(
  {
    'POST /api/accounts/logout': route({ handle: (one) => accounts.logOut(one, userPoolId) }),
    'GET /api/accounts/profile': route({
      ...{ refusals: gone, handle: (one) => accounts.showProfile(one, userPoolId) },
    }),
    'PATCH /api/accounts/profile': route({
      ...{ refusals: gone, body: profileChange },
      handle: (one) => accounts.changeProfile(one, userPoolId),
    }),
    'POST /api/accounts/deletion': route({
      ...{ refusals: accounts.DELETION_STATUS, body: deletionWish },
      handle: (one) => accounts.deleteAccount(one, ports),
    }),
    'POST /api/accounts/invitations/accept': route({
      ...{ refusals: { ...gone, ...projects.ACCEPT_STATUS }, body: wire.acceptance },
      handle: (one) => projects.acceptInvitation(one, userPoolId),
    }),
    'GET /projects': route({ query: wire.projectsQuery, handle: projects.listOwnProjects }),
    'POST /projects': route({
      ...{ refusals: { ...gone, too_many_projects: 409 }, body: wire.newProject },
      handle: (one) => projects.openProject(one, userPoolId),
    }),
  },
  { limit: perCaller },
);
