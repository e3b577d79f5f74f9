import type { CredentialCheck } from '../../integrations/index.ts';
import { isRefusal, PassingFault } from '../../platform/errors.ts';
import { NoAnswer, requestJson } from '../../platform/http-client.ts';
import { isAway } from './errors.ts';
import { rest } from './hosts.ts';
import { login } from './login.ts';

/** Somebody waits for the answer. */
const TIMEOUT_MS = 5_000;

/** It is the first part of a host. */
const COMPANY_LOGIN = /^[a-z0-9][a-z0-9_-]{0,62}$/i;

/** Whether SimplyBook.me lets a user in with her API key, and shows her the company's appointments. */
export const checkSimplyBook: CredentialCheck = async ({ credentials }) => {
  const { company_login = '', user_login = '', user_api_key = '' } = credentials;
  if (!COMPANY_LOGIN.test(company_login)) {
    const why = 'company_login is what stands before .simplybook.me in the address of the company.';
    return { kind: 'refused', why };
  }
  const account = { company: company_login, login: user_login, key: user_api_key };
  const token = await login(account, TIMEOUT_MS);
  if (isRefusal(token)) return { kind: 'refused', why: token.message };
  let answer: Awaited<ReturnType<typeof requestJson>>;
  try {
    answer = await requestJson({
      method: 'GET',
      url: rest('/admin/bookings?page=1&on_page=1'),
      headers: { 'x-company-login': company_login, 'x-token': token },
      timeoutMs: TIMEOUT_MS,
    });
  } catch (fault) {
    if (!(fault instanceof NoAnswer)) throw fault;
    throw new PassingFault('SimplyBook.me does not answer.', { cause: fault });
  }
  if (answer.status === 200) return { kind: 'accepted', account: company_login };
  if (isAway(answer)) {
    throw new PassingFault(`SimplyBook.me shows no appointments now (${answer.status}).`);
  }
  return {
    kind: 'refused',
    why: 'SimplyBook.me does not show this user the appointments of the company.',
  };
};
