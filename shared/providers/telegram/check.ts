import { Api, GrammyError } from 'grammy/web';
import type { CredentialCheck } from '../../integrations/index.ts';
import { PassingFault } from '../../platform/errors.ts';
import { botFault } from './errors.ts';

/** Somebody waits for the answer. */
const TIMEOUT_SECONDS = 5;
/** What Telegram answers to a token that it does not know: revoked, mistyped, no token at all. */
const UNKNOWN = new Set([400, 401, 404]);

/** Whether Telegram knows the token of a bot (`getMe`), and which bot it is. */
export const checkBot: CredentialCheck = async ({ credentials: { bot_token: token = '' } }) => {
  const apiRoot = process.env.TELEGRAM_API_ROOT || 'https://api.telegram.org';
  // Anything else would be another path of the same server.
  if (!/^\d{5,15}:[\w-]{20,64}$/.test(token)) {
    return {
      kind: 'refused',
      why: 'A bot token is a number, a colon and the rest, from @BotFather.',
    };
  }
  try {
    const { username } = await new Api(token, { apiRoot, timeoutSeconds: TIMEOUT_SECONDS }).getMe();
    return { kind: 'accepted', account: `@${username}` };
  } catch (fault) {
    if (fault instanceof GrammyError && UNKNOWN.has(fault.error_code)) {
      return { kind: 'refused', why: 'Telegram does not know this bot token.' };
    }
    throw new PassingFault('Telegram does not say whether it knows a token.', {
      cause: botFault(fault),
    });
  }
};
