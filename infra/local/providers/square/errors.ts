import type { NotGranted } from '../authorization-server.ts';
import { json, type ProviderAnswer } from '../provider.ts';

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
): ProviderAnswer => json(status, { errors: [{ category, code, detail }] });

export const failure = (status: number): ProviderAnswer =>
  status === 429
    ? apiError(429, 'RATE_LIMIT_ERROR', 'RATE_LIMITED', 'Too many requests.')
    : apiError(status, 'API_ERROR', 'INTERNAL_SERVER_ERROR', 'An internal error has occurred.');
