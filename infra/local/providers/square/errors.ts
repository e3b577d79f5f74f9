import type { NotGranted } from '../authorization-server.ts';
import { json, type ProviderAnswer } from '../provider.ts';

/** A call of the API that is refused. */
export class Refused extends Error {
  readonly answer: ProviderAnswer;

  constructor(status: number, category: string, code: string, detail: string, field?: string) {
    super(detail);
    this.answer = apiError(status, category, code, detail, field);
  }
}

/** The token endpoint speaks as the rest of the API, with OAuth's words as its codes. */
export function refusal({ reason, message }: NotGranted): ProviderAnswer {
  if (reason === 'bad_client')
    return apiError(401, 'AUTHENTICATION_ERROR', 'UNAUTHORIZED', message);
  const code =
    reason === 'bad_grant_type' || reason === 'bad_request' ? 'BAD_REQUEST' : 'invalid_grant';
  return json(400, {
    message,
    type: code === 'invalid_grant' ? 'invalid_grant' : 'bad_request',
    error: code.toLowerCase(),
    errors: [{ category: 'INVALID_REQUEST_ERROR', code, detail: message }],
  });
}

export const apiError = (
  status: number,
  category: string,
  code: string,
  detail: string,
  field?: string,
): ProviderAnswer =>
  json(status, { errors: [{ category, code, detail, ...(field ? { field } : {}) }] });

export const invalid = (code: string, detail: string, field?: string): Refused =>
  new Refused(400, 'INVALID_REQUEST_ERROR', code, detail, field);

export const failure = (status: number): ProviderAnswer =>
  status === 429
    ? apiError(429, 'RATE_LIMIT_ERROR', 'RATE_LIMITED', 'Too many requests.')
    : apiError(status, 'API_ERROR', 'INTERNAL_SERVER_ERROR', 'An internal error has occurred.');
