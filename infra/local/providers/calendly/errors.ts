import type { NotGranted } from '../authorization-server.ts';
import { json, type ProviderAnswer } from '../provider.ts';

/** A call of the API that is refused. */
export class Refused extends Error {
  readonly answer: ProviderAnswer;

  constructor(status: number, title: string, message: string, details?: readonly object[]) {
    super(message);
    this.answer = json(status, { title, message, ...(details ? { details } : {}) });
  }
}

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

export const denied = (): Refused =>
  new Refused(403, 'Permission Denied', 'You do not have permission to access this resource.');

export const invalid = (parameter: string, message: string): Refused =>
  new Refused(400, 'Invalid Argument', 'The supplied parameters are invalid.', [
    { parameter, message },
  ]);

export const failure = (status: number): ProviderAnswer =>
  status === 429
    ? apiError(429, 'Too Many Requests', 'Too many requests.')
    : apiError(status, 'Internal Server Error', 'The server failed.');
