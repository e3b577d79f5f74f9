import type { CredentialCheck } from '../../integrations/index.ts';
import { PassingFault } from '../../platform/errors.ts';
import { NoAnswer, requestJson } from '../../platform/http-client.ts';

/** Somebody waits for the answer. */
const TIMEOUT_MS = 5_000;

/** Whether SendPulse gives a token for these credentials. */
export const checkSendPulse: CredentialCheck = async ({ credentials }) => {
  const apiRoot = process.env.SENDPULSE_API_ROOT ?? 'https://api.sendpulse.com';
  const { client_id, client_secret } = credentials;
  let status: number;
  try {
    ({ status } = await requestJson({
      method: 'POST',
      url: `${apiRoot}/oauth/access_token`,
      body: { grant_type: 'client_credentials', client_id, client_secret },
      timeoutMs: TIMEOUT_MS,
    }));
  } catch (fault) {
    if (!(fault instanceof NoAnswer)) throw fault;
    throw new PassingFault('SendPulse does not answer.', { cause: fault });
  }
  if (status === 200) return { kind: 'accepted' };
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
    return { kind: 'refused', why: 'SendPulse does not know this id and secret.' };
  }
  throw new PassingFault(`SendPulse gives no token now (${status}).`);
};
