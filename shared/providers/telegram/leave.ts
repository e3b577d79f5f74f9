import * as z from 'zod';
import { WEBHOOK_PATHS } from '../../bots/index.ts';
import { type HttpAnswer, NoAnswer, requestJson } from '../../platform/http-client.ts';
import type { LeavePorts } from '../../sync/index.ts';

const TIMEOUT_MS = 10_000;
/** What Telegram answers to a token that it does not know any more. */
const UNKNOWN = new Set([401, 404]);

const hook = z.object({ ok: z.literal(true), result: z.object({ url: z.string() }) });
const patience = z.object({ parameters: z.object({ retry_after: z.number().positive() }) });

/** Removes the webhook of a bot (`deleteWebhook`) if it leads to this API: it may serve somebody else by now. */
export const leaveBot: LeavePorts['leaveBot'] = async (token, apiUrl) => {
  const info = await ask(token, 'getWebhookInfo');
  if (info === undefined) return NO_ANSWER;
  const { data } = hook.safeParse(info.body);
  if (!data) return failed(info);
  if (!Object.values(WEBHOOK_PATHS).some((path) => data.result.url === `${apiUrl}${path}`)) return;
  const removed = await ask(token, 'deleteWebhook');
  return removed === undefined ? NO_ANSWER : failed(removed);
};

const NO_ANSWER = { kind: 'not_now', why: 'Telegram does not answer' } as const;

/** @returns `undefined` when it is done, or there is no such bot any more */
function failed({ status, body }: HttpAnswer): Awaited<ReturnType<LeavePorts['leaveBot']>> {
  if ((status >= 200 && status < 300) || UNKNOWN.has(status)) return undefined;
  const why = `Telegram answers ${status}`;
  if (status !== 429 && status < 500) return { kind: 'refused', why };
  const { data } = patience.safeParse(body);
  return {
    ...({ kind: 'not_now', why } as const),
    ...(data ? { retryAfterSeconds: data.parameters.retry_after } : {}),
  };
}

/** One call by hand, as in check.ts. `undefined`: no answer; its cause may name the address, and with it the token. */
async function ask(token: string, method: string): Promise<HttpAnswer | undefined> {
  const root = process.env.TELEGRAM_API_ROOT || 'https://api.telegram.org';
  try {
    return await requestJson({
      method: 'POST',
      url: `${root}/bot${token}/${method}`,
      timeoutMs: TIMEOUT_MS,
    });
  } catch (fault) {
    if (!(fault instanceof NoAnswer)) throw fault;
    return undefined;
  }
}
