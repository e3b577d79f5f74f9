import { randomInt } from 'node:crypto';
import type { Fields } from '../../form.ts';
import type { Alarm } from '../../provider.ts';
import { calendarError } from '../errors.ts';
import type { Calendar } from './calendar.ts';

/** One notification, as it went out or did not. */
export interface Sent {
  readonly number: number;
  readonly state: string;
  /** ISO. */
  readonly at: string;
  dropped: boolean;
  /** HTTP statuses of all tries, or what went wrong. */
  readonly answers: (number | string)[];
}

export interface Channel {
  readonly id: string;
  readonly calendar: string;
  readonly resourceId: string;
  readonly address: string;
  readonly token: string | undefined;
  /** Epoch ms, virtual. */
  readonly expiresAt: number;
  readonly account: string;
  number: number;
  stopped: boolean;
  readonly sent: Sent[];
}

/** What goes wrong with notifications. */
export interface Mischief {
  /** How many of the next ones are lost. */
  drop: number;
  /** How many of the next ones come twice. */
  duplicate: number;
}

const DEFAULT_TTL_S = 604_800;
const LONGEST_TTL_S = 30 * 86_400;
/** Real time a webhook has, and how long `watch` waits for its `sync` to be taken. */
const TIMEOUT_MS = 10_000;
const SYNC_WAIT_MS = 1000;
/** Statuses after which a notification is tried again. */
const AGAIN = new Set([500, 502, 503, 504]);
const MOST_TRIES = 6;
const KEPT_SENT = 200;

/** Channels of changed events, and the notifications on their way. */
export class Channels {
  readonly #alarm: Alarm;
  readonly #alarms = new Set<{ cancel(): void }>();
  all = new Map<string, Channel>();
  mischief: Mischief = { drop: 0, duplicate: 0 };
  #posting = 0;

  constructor(alarm: Alarm) {
    this.#alarm = alarm;
  }

  get busy(): boolean {
    return this.#posting > 0;
  }

  reset(): void {
    for (const one of this.#alarms) one.cancel();
    this.#alarms.clear();
    this.all.clear();
    this.mischief = { drop: 0, duplicate: 0 };
  }

  /**
   * `events.watch`.
   *
   * @returns the channel and its `sync` notification on its way
   */
  open(
    calendar: Calendar,
    account: string,
    body: Fields,
    now: number,
  ): { channel: Channel; sync: Promise<void> } {
    const { id, type, address, token } = body;
    const push = (reason: string, message: string) => calendarError(400, reason, message);
    if (typeof id !== 'string' || !/^[A-Za-z0-9\-_+/=]{1,64}$/.test(id)) {
      throw push('channelIdInvalid', 'Invalid channel id.');
    }
    if (type !== 'web_hook' && type !== 'webhook') {
      throw push('channelUnknown', `Unknown channel type: ${String(type)}`);
    }
    if (typeof address !== 'string' || !isHook(address)) {
      throw push('push.webhookUrlNotHttps', `WebHook callback must be HTTPS: ${String(address)}`);
    }
    if (token !== undefined && (typeof token !== 'string' || token.length > 256)) {
      throw push('channelTokenTooLong', 'Channel token is longer than 256 characters.');
    }
    if (this.all.has(id)) throw push('channelIdNotUnique', `Channel id ${id} not unique`);
    const channel: Channel = {
      id,
      calendar: calendar.id,
      resourceId: calendar.resourceId,
      address,
      token,
      expiresAt: expiry(body, now),
      account,
      number: 0,
      stopped: false,
      sent: [],
    };
    this.all.set(id, channel);
    return { channel, sync: waited(this.#notify(channel, 'sync'), SYNC_WAIT_MS) };
  }

  /** `channels.stop`. @throws Refused 404 */
  stop(account: string, { id, resourceId }: Fields): void {
    const channel = this.all.get(String(id));
    const known = channel && channel.resourceId === resourceId && !channel.stopped;
    if (!known || channel.account !== account) {
      throw calendarError(404, 'notFound', `Channel '${String(id)}' not found for project`);
    }
    channel.stopped = true;
  }

  /** Tells every channel that something changed. Resolves once each notification was tried. */
  async changed(calendar: Calendar, state: 'exists' | 'not_exists' = 'exists'): Promise<void> {
    const now = this.#alarm.now();
    await Promise.all(
      [...this.all.values()]
        .filter((one) => one.calendar === calendar.id && !one.stopped && one.expiresAt > now)
        .map((channel) => this.#notify(channel, state)),
    );
  }

  async #notify(channel: Channel, state: string): Promise<void> {
    // Numbers grow, but not one by one; `sync` is the first.
    channel.number += state === 'sync' ? 1 : randomInt(1, 4);
    const sent: Sent = {
      number: channel.number,
      state,
      at: new Date(this.#alarm.now()).toISOString(),
      dropped: false,
      answers: [],
    };
    channel.sent.push(sent);
    if (channel.sent.length > KEPT_SENT) channel.sent.shift();
    if (state !== 'sync' && this.mischief.drop > 0) {
      this.mischief.drop -= 1;
      sent.dropped = true;
      return;
    }
    let copies = 1;
    if (state !== 'sync' && this.mischief.duplicate > 0) {
      this.mischief.duplicate -= 1;
      copies = 2;
    }
    await Promise.all(Array.from({ length: copies }, () => this.#post(channel, sent)));
  }

  async #post(channel: Channel, sent: Sent, tries = 1): Promise<void> {
    this.#posting += 1;
    let again = true;
    try {
      const response = await fetch(channel.address, {
        method: 'POST',
        redirect: 'manual',
        headers: headersOf(channel, sent),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.arrayBuffer();
      sent.answers.push(response.status);
      again = AGAIN.has(response.status);
    } catch (fault) {
      const late = fault instanceof Error && fault.name === 'TimeoutError';
      sent.answers.push(late ? 'no answer in time' : 'connection failed');
    } finally {
      this.#posting -= 1;
    }
    if (!again || tries >= MOST_TRIES || channel.stopped) return;
    const due = this.#alarm.now() + 2 ** (tries - 1) * 1000;
    const alarm = this.#alarm.at(due, () => {
      this.#alarms.delete(alarm);
      const dead = channel.stopped || channel.expiresAt <= this.#alarm.now();
      if (!dead) this.#post(channel, sent, tries + 1).catch(console.error);
    });
    this.#alarms.add(alarm);
  }
}

/** https, and the one leniency: http on this machine. */
function isHook(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  const here = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && here);
}

function expiry({ expiration, params }: Fields, now: number): number {
  const fail = () => calendarError(400, 'pushInvalidTtl', 'Invalid TTL value for channel');
  const ttl = (params as Fields | undefined)?.ttl;
  let wanted = now + DEFAULT_TTL_S * 1000;
  if (ttl !== undefined) {
    if (!/^[1-9]\d*$/.test(String(ttl))) throw fail();
    wanted = now + Number(ttl) * 1000;
  }
  if (expiration !== undefined) {
    if (!/^[1-9]\d*$/.test(String(expiration)) || Number(expiration) <= now) throw fail();
    wanted = Number(expiration);
  }
  return Math.min(wanted, now + LONGEST_TTL_S * 1000);
}

const resourceUri = (channel: Channel): string =>
  `https://www.googleapis.com/calendar/v3/calendars/${encodeURIComponent(channel.calendar)}/events?alt=json`;

const headersOf = (channel: Channel, { number, state }: Sent): Record<string, string> => ({
  accept: '*/*',
  'user-agent': 'APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)',
  'X-Goog-Channel-ID': channel.id,
  'X-Goog-Channel-Expiration': new Date(channel.expiresAt).toUTCString(),
  'X-Goog-Resource-State': state,
  'X-Goog-Message-Number': String(number),
  'X-Goog-Resource-ID': channel.resourceId,
  'X-Goog-Resource-URI': resourceUri(channel),
  ...(channel.token === undefined ? {} : { 'X-Goog-Channel-Token': channel.token }),
});

/** The answer to `watch`. */
export const channelView = (channel: Channel): Fields => ({
  kind: 'api#channel',
  id: channel.id,
  resourceId: channel.resourceId,
  resourceUri: resourceUri(channel),
  ...(channel.token === undefined ? {} : { token: channel.token }),
  expiration: String(channel.expiresAt),
});

/** Resolves with the work, or after so many real milliseconds. */
async function waited(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
