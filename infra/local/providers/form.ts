import type { ProviderRequest } from './provider.ts';

/** Fields of a JSON object, unread. */
export type Fields = Record<string, unknown>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The JSON object of a body; undefined when it is none. */
export function objectOf(body: Buffer): Fields | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The fields of a request's body, a form or a JSON object of texts; empty when it is neither. */
export function fieldsOf({ headers, body }: ProviderRequest): URLSearchParams {
  const text = body.toString('utf8');
  if (!headers['content-type']?.startsWith('application/json')) return new URLSearchParams(text);
  try {
    return new URLSearchParams(JSON.parse(text || '{}') as Record<string, string>);
  } catch {
    return new URLSearchParams();
  }
}

/** Id and secret of the header `Authorization: Basic`; null when there is none. */
export function basicOf({ headers }: ProviderRequest): readonly [string | null, string | null] {
  const [, coded] = /^Basic (.+)$/.exec(headers.authorization ?? '') ?? [];
  if (coded === undefined) return [null, null];
  const [id = '', secret = ''] = Buffer.from(coded, 'base64').toString('utf8').split(':');
  return [decodeURIComponent(id), decodeURIComponent(secret)];
}

/** The token of the header `Authorization: Bearer`. */
export const bearerOf = ({ headers }: ProviderRequest): string =>
  headers.authorization?.replace(/^Bearer /, '') ?? '';
