import type { NotGranted } from '../authorization-server.ts';
import { json, type ProviderAnswer } from '../provider.ts';

/** An error of the Graph API. */
export const graphError = (
  status: number,
  code: number,
  message: string,
  type = 'OAuthException',
): ProviderAnswer =>
  json(status, { error: { message, type, code, fbtrace_id: 'A-stand-in-trace' } });

export const badToken = (): ProviderAnswer =>
  graphError(400, 190, 'Error validating access token: Session has expired.');

export function graphRefusal({ reason, message }: NotGranted): ProviderAnswer {
  if (reason === 'bad_client') return graphError(400, 101, 'Error validating application.');
  if (reason === 'bad_refresh') return badToken();
  return graphError(400, 100, message);
}

/** An error of Instagram's own token endpoint, which is older than the Graph API. */
export function instagramRefusal({ reason, message }: NotGranted): ProviderAnswer {
  const client = reason === 'bad_client';
  return json(400, {
    error_type: client ? 'PLATFORM_INVALID_APP_ID' : 'OAuthException',
    code: 400,
    error_message: message,
  });
}

export const failure = (status: number): ProviderAnswer =>
  status === 429
    ? graphError(429, 4, 'Application request limit reached')
    : graphError(status, 2, 'An unexpected error has occurred. Please retry your request later.');
