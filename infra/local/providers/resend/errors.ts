import { json, type ProviderAnswer } from '../provider.ts';

const NAMES: Readonly<Record<number, string>> = {
  400: 'validation_error',
  401: 'missing_api_key',
  403: 'invalid_api_key',
  404: 'not_found',
  405: 'method_not_allowed',
  409: 'concurrent_idempotent_requests',
  422: 'missing_required_field',
  429: 'rate_limit_exceeded',
  451: 'security_error',
};

/** An error as Resend words it. */
export function refuse(
  statusCode: number,
  name: string,
  message: string,
  headers: Record<string, string> = {},
): ProviderAnswer {
  return json(statusCode, { statusCode, name, message }, headers);
}

export const tooMany = (): ProviderAnswer =>
  refuse(
    429,
    'rate_limit_exceeded',
    'Too many requests. You can only make 2 requests per second.',
    {
      'retry-after': '1',
    },
  );

/** The error of a status that was asked for. */
export function failure(status: number): ProviderAnswer {
  if (status === 429) return tooMany();
  const name = NAMES[status] ?? (status >= 500 ? 'internal_server_error' : 'application_error');
  return refuse(status, name, 'This failure was planned.');
}
