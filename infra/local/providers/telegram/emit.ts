import type { Alarm } from '../provider.ts';
import type { Bot, Limits } from './state.ts';

/** How far an update has come: `waiting` for a webhook, for its next try or for those before it. */
export type Progress = 'delivered' | 'dropped' | 'waiting';

/** An update on its way to the webhook. */
export interface Pending {
  readonly id: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** Updates of one queue go out one after the other: a chat's messages, a person's taps. */
  readonly queue: string;
  /** Epoch ms, virtual. */
  readonly expiresAt: number;
  attempts: number;
  nextAt: number;
  /** HTTP status of the last attempt, or what went wrong. */
  last: number | string | undefined;
  progress: Progress | undefined;
  told: ((progress: Progress) => void)[];
}

/** One answer of a webhook. */
export interface Posted {
  readonly status: number;
  readonly body: string;
}

/** What one bot has under way. */
interface Line {
  readonly queues: Map<string, Pending[]>;
  readonly active: Set<string>;
  readonly alarms: Map<string, { cancel(): void }>;
  /** The newest updates, delivered or not. */
  readonly sent: Pending[];
}

const NOT_BY_DEFAULT = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);
const MESSAGE_LIFE_MS = 24 * 3_600_000;
const CALLBACK_LIFE_MS = 150_000;
const LONGEST_BACKOFF_S = 60;
const LONGEST_RETRY_AFTER_S = 3600;
const KEPT_SENT = 500;
/** Calls a webhook's answer may not make. */
const NOT_BY_REPLY = /^(get\w*|setwebhook|deletewebhook|close|logout)$/i;

/**
 * Carries updates to webhooks as Telegram does: one after the other within a chat, chats side by side, again until a 2xx
 * comes back or the update is too old. The waits between tries are waits of virtual time.
 */
export class Deliveries {
  readonly #alarm: Alarm;
  readonly #limits: () => Limits;
  readonly #execute: (bot: Bot, method: string, fields: Record<string, unknown>) => void;
  #lines = new Map<Bot, Line>();
  #posting = 0;

  constructor(
    alarm: Alarm,
    limits: () => Limits,
    execute: (bot: Bot, method: string, fields: Record<string, unknown>) => void,
  ) {
    this.#alarm = alarm;
    this.#limits = limits;
    this.#execute = execute;
  }

  get busy(): boolean {
    return this.#posting > 0;
  }

  reset(): void {
    for (const { alarms } of this.#lines.values()) for (const one of alarms.values()) one.cancel();
    this.#lines = new Map();
  }

  /** What waits, oldest first. */
  pending(bot: Bot): Pending[] {
    return [...this.#line(bot).queues.values()].flat().sort((a, b) => a.id - b.id);
  }

  /** The last update that was made for this bot, or the one with this id. */
  sent(bot: Bot, id?: number): Pending | undefined {
    const { sent } = this.#line(bot);
    return id === undefined ? sent.at(-1) : sent.find((one) => one.id === id);
  }

  /** Forgets what waits. */
  drop(bot: Bot): void {
    for (const one of this.pending(bot)) tell(one, 'dropped');
    this.#line(bot).queues.clear();
  }

  /**
   * Puts an update into its queue and sends it on its way.
   *
   * @param id its `update_id`
   * @param fields the one field it carries: `{ message: … }`
   * @returns the update, or undefined when the bot does not want this kind
   */
  add(
    bot: Bot,
    id: number,
    fields: Readonly<Record<string, unknown>>,
    queue: string,
  ): Pending | undefined {
    const kind = Object.keys(fields)[0] ?? '';
    const { allowedUpdates } = bot;
    const wanted =
      allowedUpdates && allowedUpdates.length > 0
        ? allowedUpdates.includes(kind)
        : !NOT_BY_DEFAULT.has(kind);
    if (!wanted) return undefined;
    const now = this.#alarm.now();
    const update: Pending = {
      id,
      body: { update_id: id, ...fields },
      queue,
      expiresAt: now + (kind === 'callback_query' ? CALLBACK_LIFE_MS : MESSAGE_LIFE_MS),
      attempts: 0,
      nextAt: now,
      last: undefined,
      progress: undefined,
      told: [],
    };
    const line = this.#line(bot);
    line.sent.push(update);
    if (line.sent.length > KEPT_SENT) line.sent.shift();
    const waiting = line.queues.get(queue);
    if (waiting) waiting.push(update);
    else line.queues.set(queue, [update]);
    this.wake(bot);
    return update;
  }

  /** Resolves once the update is delivered or dropped, or is known to have to wait. */
  follow(update: Pending): Promise<Progress> {
    if (update.progress) return Promise.resolve(update.progress);
    return new Promise((resolve) => update.told.push(resolve));
  }

  /** Starts every queue that may go on. @param atOnce tries again without regard to the time */
  wake(bot: Bot, atOnce = false): void {
    const { queues, active } = this.#line(bot);
    for (const [key, queue] of queues) {
      if (atOnce && queue[0]) queue[0].nextAt = this.#alarm.now();
      if (active.has(key)) continue;
      if (active.size >= (bot.webhook?.maxConnections ?? 40)) return;
      active.add(key);
      this.#posting += 1;
      this.#work(bot, key, queue)
        .catch((fault: unknown) => console.error(fault))
        .finally(() => {
          this.#posting -= 1;
          active.delete(key);
          if (queue.length === 0 && queues.get(key) === queue) queues.delete(key);
          if ([...queues].some(([name, one]) => !active.has(name) && this.#mayGoOn(bot, one))) {
            this.wake(bot);
          }
        });
    }
  }

  /** Whether a queue at rest has something to send now, or someone to tell that it has not. */
  #mayGoOn(bot: Bot, queue: readonly Pending[]): boolean {
    const due = queue[0] !== undefined && queue[0].nextAt <= this.#alarm.now();
    return (due && bot.webhook !== undefined) || queue.some(({ progress }) => !progress);
  }

  /** Posts a body to the webhook, whatever it is. @param secret null leaves the header out */
  async post(
    bot: Bot,
    body: string,
    secret: string | null | undefined = bot.webhook?.secret,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Posted & { retryAfter: number | undefined }> {
    const url = new URL(bot.webhook?.url ?? '');
    const { username, password } = url;
    url.username = '';
    url.password = '';
    const basic = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        ...(username ? { authorization: `Basic ${basic.toString('base64')}` } : {}),
        ...(typeof secret === 'string' ? { 'X-Telegram-Bot-Api-Secret-Token': secret } : {}),
        ...more,
      },
      body,
      signal: AbortSignal.timeout(this.#limits().webhookTimeoutMs),
    });
    const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
    return {
      status: response.status,
      body: await response.text(),
      retryAfter: wait > 0 ? Math.min(wait, LONGEST_RETRY_AFTER_S) : undefined,
    };
  }

  async #work(bot: Bot, key: string, queue: Pending[]): Promise<void> {
    for (;;) {
      const head = queue[0];
      if (!head) return;
      const now = this.#alarm.now();
      if (now >= head.expiresAt) {
        queue.shift();
        tell(head, 'dropped');
        continue;
      }
      if (!bot.webhook || head.nextAt > now) {
        for (const one of queue) tell(one, 'waiting');
        if (bot.webhook) this.#wakeLater(bot, key, Math.min(head.nextAt, head.expiresAt));
        return;
      }
      for (const one of queue) one.progress = undefined;
      const failure = await this.#attempt(bot, head);
      if (this.#lines.get(bot)?.queues.get(key) !== queue || queue[0] !== head) return;
      if (failure === undefined) {
        queue.shift();
        tell(head, 'delivered');
        continue;
      }
      // The first failure is tried again at once, then after 2 s, 4 s, 8 s …
      const backoff =
        head.attempts === 1 ? 0 : Math.min(2 ** (head.attempts - 1), LONGEST_BACKOFF_S);
      head.nextAt = this.#alarm.now() + (failure.retryAfter ?? backoff) * 1000;
    }
  }

  #wakeLater(bot: Bot, key: string, due: number): void {
    const { alarms } = this.#line(bot);
    alarms.get(key)?.cancel();
    const alarm = this.#alarm.at(due, () => this.wake(bot));
    alarms.set(key, alarm);
  }

  async #attempt(
    bot: Bot,
    update: Pending,
  ): Promise<{ retryAfter: number | undefined } | undefined> {
    update.attempts += 1;
    try {
      const { status, body, retryAfter } = await this.post(bot, JSON.stringify(update.body));
      update.last = status;
      if (status >= 200 && status < 300) {
        this.#reply(bot, body);
        return undefined;
      }
      this.#noteError(bot, `Wrong response from the webhook: ${status}`);
      return { retryAfter };
    } catch (fault) {
      const late = fault instanceof Error && fault.name === 'TimeoutError';
      update.last = late ? 'Read timeout expired' : 'Connection failed';
      this.#noteError(bot, update.last);
      return { retryAfter: undefined };
    }
  }

  #noteError(bot: Bot, message: string): void {
    bot.lastError = { date: Math.floor(this.#alarm.now() / 1000), message };
  }

  #reply(bot: Bot, body: string): void {
    let fields: unknown;
    try {
      fields = JSON.parse(body);
    } catch {
      return;
    }
    if (typeof fields !== 'object' || fields === null || !('method' in fields)) return;
    const { method, ...rest } = fields as Record<string, unknown>;
    if (typeof method === 'string' && !NOT_BY_REPLY.test(method)) this.#execute(bot, method, rest);
  }

  #line(bot: Bot): Line {
    const known = this.#lines.get(bot);
    if (known) return known;
    const line: Line = { queues: new Map(), active: new Set(), alarms: new Map(), sent: [] };
    this.#lines.set(bot, line);
    return line;
  }
}

function tell(update: Pending, progress: Progress): void {
  update.progress = progress;
  for (const listener of update.told.splice(0)) listener(progress);
}
