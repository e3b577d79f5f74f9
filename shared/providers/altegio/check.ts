import type { CredentialCheck, Judged } from '../../integrations/index.ts';
import { now } from '../../platform/clock.ts';
import { PassingFault } from '../../platform/errors.ts';
import type { AltegioFailure } from '../../sync/index.ts';
import { altegio } from './client.ts';
import { BAD_TOKEN } from './errors.ts';

/** Somebody waits for the answers to two calls. */
const LIMITS = { timeoutMs: 3_000 } as const;
const LOCATION_ID = /^[1-9]\d{0,11}$/;
/** What a header can carry beside the other token. */
const TOKEN = /^[\w.~+/=-]{1,500}$/;

/** Whether a user token opens a location, and the journal of its records. */
export const checkAltegio: CredentialCheck = async ({ credentials, settings }) => {
  const locationId = String(settings.location_id ?? '').trim();
  const { user_token: userToken = '' } = credentials;
  if (!LOCATION_ID.test(locationId)) {
    return { kind: 'refused', why: 'location_id is the number of the location at Altegio.' };
  }
  if (!TOKEN.test(userToken)) return { kind: 'refused', why: BAD_TOKEN };
  const api = altegio({ locationId, userToken }, LIMITS);
  const location = await api.location();
  if (location.kind !== 'ok') return judged(location);
  const { title, timeZone } = location.value;
  const today = now().slice(0, 10);
  const journal = await api.records({ from: today, to: today, page: 1 });
  if (journal.kind !== 'ok') return judged(journal);
  return { kind: 'accepted', account: `${title} (${locationId}), ${timeZone}` };
};

function judged(failure: AltegioFailure): Judged {
  if (failure.kind !== 'not_now') return { kind: 'refused', why: failure.why };
  throw new PassingFault(`Altegio does not say whether it takes this token: ${failure.why}.`);
}
