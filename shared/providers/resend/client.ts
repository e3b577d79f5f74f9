import type { SendMail } from '../../accounts/index.ts';
import { type HttpAnswer, requestJson } from '../../platform/http-client.ts';
import type { PlatformSecret } from '../../platform/secrets/platform-secret.ts';
import { judgeAnswer, judgeFault } from './errors.ts';

const TIMEOUT_MS = 10_000;
const ROOT = 'https://api.resend.com';

/**
 * Mail through Resend, from the address that the installation names. `RESEND_API_ROOT` names another server.
 *
 * @param secret `RESEND_API_KEY`, and `MAIL_FROM` (`Name <a@verified.example>`)
 */
export function resendMail({ RESEND_API_KEY = '', MAIL_FROM = '' }: PlatformSecret): SendMail {
  const root = process.env.RESEND_API_ROOT || ROOT;
  return async ({ to, subject, text, key }) => {
    if (RESEND_API_KEY === '' || MAIL_FROM === '') {
      return { kind: 'not_now', why: 'no key or sender is configured', untouched: true };
    }
    let answer: HttpAnswer;
    try {
      answer = await requestJson({
        method: 'POST',
        url: `${root}/emails`,
        headers: { authorization: `Bearer ${RESEND_API_KEY}`, 'idempotency-key': key },
        body: { from: MAIL_FROM, to: [to], subject, text },
        timeoutMs: TIMEOUT_MS,
      });
    } catch (fault) {
      return judgeFault(fault);
    }
    return judgeAnswer(answer);
  };
}
