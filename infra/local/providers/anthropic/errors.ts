import { randomUUID } from 'node:crypto';
import { json, type ProviderAnswer } from '../provider.ts';

const TYPES: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  422: 'invalid_request_error',
  429: 'rate_limit_error',
  500: 'api_error',
  503: 'api_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

const MESSAGES: Record<number, string> = {
  400: 'Invalid request',
  401: 'invalid x-api-key',
  402: 'Your credit balance is too low to access the Anthropic API.',
  403: 'Your API key does not have permission to use the specified resource.',
  404: 'Not found',
  429: 'This request would exceed your rate limit.',
  500: 'Internal server error',
  529: 'Overloaded',
};

/** Codes of a 429 that waiting a minute does not heal, and of one that it does. */
export const SPEND_CODES = [
  'enforced_spend_limit_reached',
  'contract_spend_limit_reached',
  'ramp_limit_exceeded',
] as const;

/** The service's error envelope. */
export function failure(
  status: number,
  message = MESSAGES[status] ?? 'Error',
  { code, headers = {} }: { code?: string; headers?: Record<string, string> } = {},
): ProviderAnswer {
  const request_id = `req_${randomUUID().replaceAll('-', '').slice(0, 24)}`;
  return json(
    status,
    {
      type: 'error',
      error: {
        type: TYPES[status] ?? 'api_error',
        message,
        ...(code === undefined ? {} : { details: { error_code: code } }),
      },
      request_id,
    },
    { 'request-id': request_id, ...headers },
  );
}

/** A request that breaks the contract. Thrown by the checks, answered by the door. */
export class BadRequest extends Error {
  readonly status: number;
  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}
