import type { Check } from './check.ts';
import { requestJson } from './http-client.ts';
import { platformSecret } from './secrets/platform-secret.ts';
import { readServiceAccount } from './service-account.ts';

const DEFAULT_ROOT = 'https://oauth2.googleapis.com';

/**
 * Whether Google Sheets could be written: the service account of the platform secret (`GOOGLE_CREDENTIALS`, the JSON
 * that Google hands out) can be read, and Google's token endpoint answers. No token is asked for. Without credentials
 * nothing is wrong: an installation may do without a sheet.
 *
 * @param timeoutMs for the endpoint's answer
 * @throws NoAnswer when the endpoint does not answer
 */
export async function checkSheets(timeoutMs: number): Promise<Check> {
  const { GOOGLE_CREDENTIALS: credentials } = await platformSecret();
  if (!credentials) return { status: 'not_configured', reason: 'no service account' };
  if (!readServiceAccount(credentials)) {
    return { status: 'degraded', reason: 'credentials unreadable' };
  }
  const root = process.env.GOOGLE_API_ROOT || DEFAULT_ROOT;
  // An empty request is refused at once, and by the very endpoint that is needed.
  const { status } = await requestJson({ method: 'POST', url: `${root}/token`, timeoutMs });
  return status < 500 ? { status: 'ok' } : { status: 'degraded', reason: 'unavailable' };
}
