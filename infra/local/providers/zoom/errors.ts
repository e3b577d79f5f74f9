import type { NotGranted } from '../authorization-server.ts';
import { json, type ProviderAnswer } from '../provider.ts';

/** Codes of the token endpoint, by what went wrong. */
const CODES: Readonly<Record<NotGranted['reason'], readonly [number, string, number]>> = {
  bad_client: [401, 'invalid_client', 4702],
  bad_request: [400, 'invalid_request', 4700],
  bad_grant_type: [400, 'unsupported_grant_type', 4706],
  bad_code: [400, 'invalid_grant', 4734],
  code_used: [400, 'invalid_grant', 4734],
  code_expired: [400, 'invalid_grant', 4733],
  redirect_mismatch: [400, 'invalid_request', 4709],
  bad_verifier: [400, 'invalid_grant', 4734],
  bad_refresh: [400, 'invalid_grant', 4735],
  superseded: [400, 'invalid_grant', 4741],
  too_young: [400, 'invalid_request', 4700],
  bad_scope: [400, 'invalid_scope', 4711],
};

export function refusal({ reason }: NotGranted): ProviderAnswer {
  const [status, error, code] = CODES[reason];
  return json(status, { reason: 'Invalid Token!', error, code });
}

/** Why a call of the API itself is not done. */
export class Refused extends Error {
  readonly answer: ProviderAnswer;

  constructor(status: number, code: number, message: string, more: object = {}) {
    super(message);
    this.answer = json(status, { code, message, ...more });
  }
}

/** A field that says something impossible. */
export const invalid = (field: string, message = `Invalid field: ${field}.`): Refused =>
  new Refused(400, 300, 'Validation Failed.', { errors: [{ field, message }] });

/** An error of the API itself. */
export const apiError = (status: number, code: number, message: string): ProviderAnswer =>
  json(status, { code, message });

export const failure = (status: number): ProviderAnswer =>
  apiError(status, status === 429 ? 429 : 300, status === 429 ? 'Too many requests.' : 'Failed.');
