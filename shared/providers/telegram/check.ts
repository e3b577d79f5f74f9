import * as z from 'zod';
import type { CredentialCheck } from '../../integrations/index.ts';
import { PassingFault } from '../../platform/errors.ts';
import { type HttpAnswer, NoAnswer, requestJson } from '../../platform/http-client.ts';

/** Somebody waits for the answer. */
const TIMEOUT_MS = 5_000;
/** What Telegram answers to a token that it does not know: revoked, mistyped, no token at all. */
const UNKNOWN = new Set([400, 401, 404]);

const known = z.object({ ok: z.literal(true), result: z.object({ username: z.string() }) });

/** Whether Telegram knows the token of a bot (`getMe`), and which bot it is. */
export const checkBot: CredentialCheck = async ({ credentials: { bot_token: token = '' } }) => {
  // Anything else would be another path of the same server.
  if (!/^\d{5,15}:[\w-]{20,64}$/.test(token)) {
    return {
      kind: 'refused',
      why: 'A bot token is a number, a colon and the rest, from @BotFather.',
    };
  }
  const { status, body } = await getMe(token);
  const { data } = known.safeParse(body);
  if (data) return { kind: 'accepted', account: `@${data.result.username}` };
  if (UNKNOWN.has(status)) {
    return { kind: 'refused', why: 'Telegram does not know this bot token.' };
  }
  throw new PassingFault(`Telegram does not say whether it knows a token (${status}).`);
};

/** One call by hand: a function that only checks does without the client of bots. */
async function getMe(token: string): Promise<HttpAnswer> {
  const root = process.env.TELEGRAM_API_ROOT || 'https://api.telegram.org';
  try {
    const url = `${root}/bot${token}/getMe`;
    return await requestJson({ method: 'POST', url, timeoutMs: TIMEOUT_MS });
  } catch (fault) {
    if (!(fault instanceof NoAnswer)) throw fault;
    // Its cause may name the address, and with it the token.
    throw new PassingFault('Telegram does not answer.');
  }
}
