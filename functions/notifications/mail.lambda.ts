import * as z from 'zod';
import { accountMailSchema, writeAccountMail } from '../../shared/accounts/index.ts';
import { alertMailSchema, writeAlertMail } from '../../shared/notifications/index.ts';
import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { orAgain } from '../../shared/platform/lambda/again.ts';
import { eachMessage } from '../../shared/platform/lambda/queue.ts';
import { platformSecret } from '../../shared/platform/secrets/platform-secret.ts';
import { invitationMailSchema, writeInvitationMail } from '../../shared/projects/index.ts';
import { resendMail } from '../../shared/providers/resend/index.ts';

const { MAIL_QUEUE_URL, USER_POOL_ID: userPoolId } = readEnv('MAIL_QUEUE_URL', 'USER_POOL_ID');
const send = resendMail(await platformSecret());

/** What is to be mailed about an account or an invitation → one mail. */
export const handler = eachMessage(
  z.discriminatedUnion('mail', [accountMailSchema, invitationMailSchema, alertMailSchema]),
  (task) =>
    orAgain(MAIL_QUEUE_URL, task, () => {
      if (task.mail === 'alert') return writeAlertMail(task, { userPoolId, send });
      if (task.mail === 'invitation') return writeInvitationMail(task, { send });
      return writeAccountMail(task, { userPoolId, send, now: now() });
    }),
);
