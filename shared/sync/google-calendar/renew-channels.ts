import { createHash, randomUUID } from 'node:crypto';
import { addSeconds, type Instant } from '../../platform/clock.ts';
import { isRefusal } from '../../platform/errors.ts';
import { logger } from '../../platform/logger.ts';
import { count } from '../../platform/metrics.ts';
import { googleConnection, type Project, webhookToken } from '../../projects/index.ts';
import type { CalendarApi } from './api.ts';
import { type CalendarChannel, forgetChannel, listChannels, rememberChannel } from './channel.ts';
import { type CalendarOptions, calendarsOf } from './destination.ts';
import { GOOGLE_CALENDAR } from './name.ts';
import { sentenceOf } from './outcome.ts';

const TTL_SECONDS = 7 * 86_400;
/** Long enough for Google, or us, to be away for a night. */
const RENEWED_BEFORE_SECONDS = 86_400;

/** What channels are opened with. */
export interface ChannelOptions extends Pick<CalendarOptions, 'api' | 'connectionOf'> {
  /** The API as the internet sees it. */
  readonly apiUrl: string;
  readonly now: Instant;
  /** The secret that comes back with each notification; unless told: the project's newest. */
  readonly secretOf?: typeof webhookToken;
}

/** What a good channel has. */
interface Wanted {
  readonly address: string;
  readonly secret: string;
  readonly now: Instant;
}

/**
 * Sees to it that Google tells of changes in every calendar of a project: opens what is missing, renews what ends within
 * a day or is told with an old address or secret, and closes what the project does not name any more. The old channel
 * ends after the new one is there, so that nothing is missed; what is told twice does no harm. A calendar that cannot be
 * watched is looked at every few minutes all the same.
 */
export async function renewChannels(
  project: Project,
  { api, apiUrl, now, connectionOf = googleConnection, secretOf = webhookToken }: ChannelOptions,
): Promise<void> {
  const [places, known, account, secret] = await Promise.all([
    calendarsOf(project, connectionOf),
    listChannels(project.projectId),
    connectionOf(project),
    secretOf(project.projectId, GOOGLE_CALENDAR),
  ]);
  const calendar = account && api(account).calendar;
  if (calendar && !isRefusal(secret)) {
    const wanted = { address: `${apiUrl}/webhook/google/calendar`, secret, now };
    for (const place of places) {
      const channel = known.find((one) => one.place === place);
      if (channel && isGood(channel, wanted)) continue;
      await renew({ project, calendar, place, channel, clientEmail: account.clientEmail }, wanted);
    }
  }
  for (const channel of known.filter(({ place }) => !places.includes(place))) {
    // Without an account it cannot be stopped, and ends by itself.
    if (calendar) await stop(calendar, channel, now);
    await forgetChannel(channel);
  }
}

function isGood(channel: CalendarChannel, { address, secret, now }: Wanted): boolean {
  return (
    channel.address === address &&
    channel.secretDigest === digestOf(secret) &&
    channel.expiresAt > addSeconds(now, RENEWED_BEFORE_SECONDS)
  );
}

async function renew(
  {
    project: { projectId },
    calendar,
    place,
    channel,
    clientEmail,
  }: {
    readonly project: Project;
    readonly calendar: CalendarApi;
    readonly place: string;
    readonly channel: CalendarChannel | undefined;
    readonly clientEmail: string;
  },
  { address, secret, now }: Wanted,
): Promise<void> {
  // Its own each time: an id is taken once, and what came of a try without an answer nobody knows.
  const id = randomUUID();
  const asked = { id, address, token: secret, ttlSeconds: TTL_SECONDS };
  const opened = await calendar.watch(place, asked);
  if (opened.kind !== 'ok') {
    count('CalendarNotWatched', { projectId });
    const why = sentenceOf(opened, clientEmail);
    logger.warn('Google does not tell of changes in a calendar.', { projectId, why });
    return;
  }
  const { resourceId, expiresAt } = opened.value;
  const secretDigest = digestOf(secret);
  const made = { projectId, place, channelId: id, resourceId, address, secretDigest, expiresAt };
  const isOurs = await rememberChannel(made, channel);
  const superfluous = isOurs ? channel : made;
  if (superfluous) await stop(calendar, superfluous, now);
}

/** One that is not stopped only tells what another tells as well, until it expires. */
async function stop(
  calendar: CalendarApi,
  { projectId, channelId: id, resourceId, expiresAt }: CalendarChannel,
  now: Instant,
): Promise<void> {
  if (expiresAt <= now) return;
  const stopped = await calendar.stop({ id, resourceId });
  if (stopped.kind === 'ok' || stopped.kind === 'not_found') return;
  logger.warn('A channel was not stopped.', { projectId, why: stopped.why });
}

const digestOf = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url').slice(0, 22);
