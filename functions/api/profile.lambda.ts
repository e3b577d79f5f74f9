import * as accounts from '../../shared/accounts/index.ts';
import * as own from '../../shared/contracts/accounts.ts';
import * as wire from '../../shared/contracts/members.ts';
import { sendToQueue } from '../../shared/platform/aws/sqs.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { httpDoor, route } from '../../shared/platform/lambda/http.ts';
import { perCaller } from '../../shared/platform/lambda/per-caller.ts';
import * as projects from '../../shared/projects/index.ts';

const env = readEnv('USER_POOL_ID', 'USER_POOL_CLIENT_ID', 'MAIL_QUEUE_URL', 'TABLE_NAME');
const pool = { userPoolId: env.USER_POOL_ID, clientId: env.USER_POOL_CLIENT_ID };
const askMail: accounts.AskMail = (mail) => sendToQueue(env.MAIL_QUEUE_URL, undefined, mail);
const ports = { pool, askMail, projects: projects.projectsOfAccounts };
const refusals = { ...accounts.OWN_STATUS, ...projects.ACCEPT_STATUS, too_many_projects: 409 };
/** A route that takes `body` and gives it to a use case. */
const post = <Body extends own.AccountBody, Out>(
  body: Body,
  use: (request: accounts.OwnRequest<Body>, given: typeof ports) => Promise<Out>,
) => route({ body, refusals, handle: (one) => use(one, ports) as Promise<unknown> });
const { userPoolId: users } = pool;

export const handler = httpDoor(
  {
    'POST /api/accounts/logout': route({ handle: (one) => accounts.logOut(one, users) }),
    'GET /api/accounts/profile': route({
      ...{ refusals, handle: (one) => accounts.showProfile(one, users) },
    }),
    'PATCH /api/accounts/profile': post(own.profileChange, accounts.changeProfile),
    'POST /api/accounts/change-password': post(own.passwordChange, accounts.changePassword),
    'POST /api/accounts/change-email': post(own.emailChangeWish, accounts.changeEmail),
    'POST /api/accounts/confirm-email': post(own.emailConfirmation, accounts.confirmEmail),
    'POST /api/accounts/deletion': post(own.deletionWish, accounts.deleteAccount),
    'POST /api/accounts/invitations/accept': post(wire.acceptance, (one) =>
      projects.acceptInvitation(one, users),
    ),
    'GET /projects': route({ query: wire.projectsQuery, handle: projects.listOwnProjects }),
    'POST /projects': post(wire.newProject, (one) => projects.openProject(one, users)),
  },
  { limit: perCaller },
);
