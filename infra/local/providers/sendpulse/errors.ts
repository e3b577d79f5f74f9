import { json, type ProviderAnswer } from '../provider.ts';

/** Dead, unknown or missing token. */
export const unauthorized = () => json(401, { message: 'Unauthorized!', error_code: 401 });

/** The contact unsubscribed, blocked the bot or never talked to it. */
export const notActive = () =>
  json(400, { success: false, errors: { contact_id: ['contact.errors.not_active'] } });

/** A field that breaks the documented shape or length. */
export const invalid = (field: string, problem: string) =>
  json(422, { success: false, error_code: 422, errors: { [field]: [problem] } });

/** Telegram itself refused: the upstream code and text. */
export const upstream = (code: number, text: string) =>
  json(422, { success: false, error_code: code, errors: { message: [text] } });

/** More than ten requests in one second. */
export const tooFast = () =>
  json(429, { message: 'Too many requests per second', error_code: 2020202020 });

/** The plan's quota per minute is spent. No Retry-After: the service sends none. */
export const quotaSpent = () => json(429, { message: 'Too Many Requests', error_code: 429 });

export const notFound = () => json(404, { message: 'Not Found', error_code: 404 });

/** The service's answer for a status that a test asked for. */
export function failure(status: number): ProviderAnswer {
  if (status === 400) return notActive();
  if (status === 401) return unauthorized();
  if (status === 404) return notFound();
  if (status === 422) return upstream(403, 'Forbidden: bot was blocked by the user');
  if (status === 429) return quotaSpent();
  return json(status, { message: status >= 500 ? 'Server Error' : 'Error', error_code: status });
}
