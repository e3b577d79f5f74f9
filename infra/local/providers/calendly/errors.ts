import type { NotGranted } from '../authorization-server.ts';
import { json, type ProviderAnswer } from '../provider.ts';

const OTHERS: Readonly<Partial<Record<NotGranted['reason'], readonly [number, string]>>> = {
  bad_client: [401, 'invalid_client'],
  bad_request: [400, 'invalid_request'],
  bad_grant_type: [400, 'unsupported_grant_type'],
};

export function refusal({ reason, message }: NotGranted): ProviderAnswer {
  const [status, error] = OTHERS[reason] ?? [400, 'invalid_grant'];
  return json(status, { error, error_description: message });
}

/** An error of the API itself. */
export const apiError = (status: number, title: string, message: string): ProviderAnswer =>
  json(status, { title, message });

export const failure = (status: number): ProviderAnswer =>
  status === 429
    ? apiError(429, 'Too Many Requests', 'Too many requests.')
    : apiError(status, 'Internal Server Error', 'The server failed.');
