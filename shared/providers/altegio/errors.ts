import * as z from 'zod';
import { type HttpAnswer, NoAnswer } from '../../platform/http-client.ts';
import type { AltegioFailure } from '../../sync/index.ts';

/** Of a limit of which Altegio does not say how long it lasts; a little of it by chance, so that not all come back at once. */
const PATIENCE_SECONDS = 10;
const LONGEST_WHY = 300;

const problem = z.object({ meta: z.object({ message: z.string() }) });
/** In the languages of accounts. */
const LICENCE = /licen[cs]e|лиценз|ліценз/i;

export const NO_PARTNER =
  'This installation has no partner token of Altegio: whoever runs it sets ALTEGIO_PARTNER_TOKEN.';
export const BAD_PARTNER = 'Altegio does not take the partner token of this installation.';
export const BAD_TOKEN =
  'Altegio does not take this user token: it changes with the password of its user.';

export const sentences = {
  notHers: (location: string) => `The user of this token has no access to location ${location}.`,
  noJournal: (location: string) =>
    `The user of this token may not see the journal of records ("Журнал запису") of location ${location}: give the right at Altegio, then make the token anew.`,
  licence: (location: string) =>
    `The licence of location ${location} at Altegio is over: renew it there.`,
  unknown: (location: string) => `There is no location ${location} at Altegio.`,
  inactive: (location: string) => `Location ${location} is not active at Altegio.`,
  noZone: (location: string) => `Altegio does not say in which time zone location ${location} is.`,
} as const;

/**
 * What an answer that is no success means; of a 401 the client finds out whose token it is.
 *
 * @param denied the sentence of a right that this call needs
 */
export function judgeAnswer(
  { status, headers, body }: HttpAnswer,
  location: string,
  denied: string,
): AltegioFailure {
  const said = problem.safeParse(body).data?.meta.message ?? '';
  const why = `${status} ${said}`.replace(/\s+/g, ' ').trim().slice(0, LONGEST_WHY);
  switch (status) {
    case 401:
      return { kind: 'disconnected', why: BAD_TOKEN };
    case 402:
      return { kind: 'forbidden', why: sentences.licence(location) };
    case 403:
      return { kind: 'forbidden', why: LICENCE.test(said) ? sentences.licence(location) : denied };
    case 404:
      return { kind: 'forbidden', why: sentences.unknown(location) };
    case 429:
      return { kind: 'not_now', why, untouched: true, retryAfterSeconds: patience(headers) };
    default:
      if (status !== 408 && status < 500) return { kind: 'refused', why };
      return { kind: 'not_now', why, untouched: false };
  }
}

/** What it means that no answer came. */
export function judgeFault(fault: unknown): AltegioFailure {
  if (!(fault instanceof NoAnswer)) throw fault;
  return { kind: 'not_now', why: 'no answer', untouched: !fault.sent };
}

function patience(headers: Headers): number {
  const asked = Number(headers.get('retry-after') ?? '');
  if (asked > 0) return asked;
  return PATIENCE_SECONDS + Math.ceil(Math.random() * PATIENCE_SECONDS);
}
