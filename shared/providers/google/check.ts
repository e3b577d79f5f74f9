import type { CredentialCheck } from '../../integrations/index.ts';
import { PassingFault } from '../../platform/errors.ts';
import { readServiceAccount } from '../../platform/service-account.ts';
import { accessToken } from './access-token.ts';

const SCOPE = 'https://www.googleapis.com/auth/spreadsheets';

/** Whether Google gives a token for the key of a service account. What is shared with it shows when it is used. */
export const checkGoogle: CredentialCheck = async ({ credentials }) => {
  const account = readServiceAccount(JSON.stringify(credentials));
  if (!account) return { kind: 'refused', why: 'The private key cannot be read.' };
  const token = await accessToken(account, [SCOPE]);
  if (token.kind === 'ok') return { kind: 'accepted', account: account.clientEmail };
  if (token.kind === 'not_now') throw new PassingFault('Google gives no token now.');
  return { kind: 'refused', why: 'Google does not take this key.' };
};
