import * as accounts from '../../shared/accounts/index.ts';
import * as wire from '../../shared/contracts/accounts.ts';
import { invitationTokenPath } from '../../shared/contracts/members.ts';
import { sendToQueue } from '../../shared/platform/aws/sqs.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { httpDoor, publicRoute } from '../../shared/platform/lambda/http.ts';
import { projectsOfAccounts, showInvitation } from '../../shared/projects/index.ts';

const env = readEnv('USER_POOL_ID', 'USER_POOL_CLIENT_ID', 'MAIL_QUEUE_URL', 'TABLE_NAME');
const ports = {
  pool: { userPoolId: env.USER_POOL_ID, clientId: env.USER_POOL_CLIENT_ID },
  askMail: ((mail) => sendToQueue(env.MAIL_QUEUE_URL, undefined, mail)) as accounts.AskMail,
  projects: projectsOfAccounts,
};
const { COMING_IN_STATUS: refusals } = accounts;
/** A route that takes `body` and gives it to a use case. */
const post = <Body extends wire.AccountBody, Out>(
  body: Body,
  use: (request: wire.Posted<Body>, given: typeof ports) => Promise<Out>,
) => publicRoute({ body, handle: (request) => use(request, ports) as Promise<unknown>, refusals });

export const handler = httpDoor({
  'POST /api/accounts/register': post(wire.newAccount, accounts.register),
  'POST /api/accounts/confirm': post(wire.confirmation, accounts.confirmRegistration),
  'POST /api/accounts/resend-code': post(wire.resendWish, accounts.resendCode),
  'POST /api/accounts/login': post(wire.credentials, accounts.logIn),
  'POST /api/accounts/refresh': post(wire.refreshWish, accounts.refreshSession),
  'POST /api/accounts/forgot-password': post(wire.forgottenPassword, accounts.forgotPassword),
  'POST /api/accounts/reset-password': post(wire.passwordReset, accounts.resetPassword),
  'GET /api/accounts/invitations/{token}': publicRoute({
    ...{ path: invitationTokenPath, handle: showInvitation, refusals },
  }),
});
