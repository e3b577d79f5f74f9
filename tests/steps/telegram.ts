import type { TestCloud } from './local-cloud.ts';

/** A message as the person sees it. */
export interface ChatMessage {
  readonly message_id: number;
  readonly from: 'bot' | 'user';
  /** Epoch seconds. */
  readonly date: number;
  readonly edited: number | null;
  readonly text: string;
  readonly entities: readonly { type: string; offset: number; length: number }[];
  readonly keyboard: readonly (readonly {
    text: string;
    callback_data?: string;
    url?: string;
  }[])[];
  readonly force_reply: boolean;
  readonly reply_to: number | null;
}

/** What answerCallbackQuery showed. */
export interface ChatNotice {
  readonly callback_query_id: string;
  readonly message_id: number | null;
  readonly text: string;
  readonly alert: boolean;
}

/** How an update fared: `waiting` = the webhook did not take it yet. */
export interface Carried {
  readonly update_id: number;
  readonly progress: 'delivered' | 'dropped' | 'waiting' | 'not wanted';
  /** HTTP status of the last attempt, or what went wrong. */
  readonly last: number | string | null;
}

/** What a tap led to. */
export interface Tapped extends Carried {
  readonly callback_query_id: string;
  /** Whether the button stopped spinning within the delivery. */
  readonly answered: boolean;
  readonly notice: ChatNotice | null;
}

/** How the next calls to Telegram for one chat end; see the README of its stand-in. */
export interface TelegramFailure {
  readonly status?: 400 | 401 | 403 | 404 | 429 | 500;
  /** Own words instead of the usual ones of this status. */
  readonly description?: string;
  /** Seconds, for 429. */
  readonly retryAfter?: number;
  readonly times?: number;
  readonly hang?: boolean;
  readonly applyThenFail?: boolean;
  /** `sendMessage` when absent; `*` for every method. */
  readonly method?: string;
}

/** One person's chat with one bot. */
export interface Phone {
  readonly id: number;
  starts(payload?: string): Promise<Carried>;
  says(text: string, options?: { replyTo?: ChatMessage }): Promise<Carried>;
  /**
   * Taps a button by a part of its text, on the newest message that has it (or on `message`). With `data` the tap is
   * forged: any data, whether or not such a button is there.
   */
  taps(
    button: string | { data: string },
    message?: Pick<ChatMessage, 'message_id'>,
  ): Promise<Tapped>;
  blocks(): Promise<void>;
  unblocks(): Promise<void>;
  /** The whole chat, oldest first. */
  messages(): Promise<ChatMessage[]>;
  /** What the bot wrote since the last look, oldest first. */
  hears(): Promise<ChatMessage[]>;
  /** The newest message of the bot. Fails the test when there is none. */
  last(): Promise<ChatMessage>;
  /** Labels of the buttons below the newest message that has any. */
  buttons(): Promise<string[]>;
  notices(): Promise<ChatNotice[]>;
  /** The next calls for this chat alone go wrong. */
  fails(plan: TelegramFailure): Promise<void>;
}

/** Telegram as a test plays it. */
export interface Telegram {
  /** Makes a bot known, as BotFather does. @returns its id */
  bot(token: string, username?: string): Promise<number>;
  /**
   * A person's chat with a bot (user name, id or token; the only one when absent).
   *
   * @param options `started: false` for one who never pressed Start; `language` as their app tells it
   */
  user(
    id: number,
    options?: { bot?: string | number; name?: string; language?: string; started?: boolean },
  ): Promise<Phone>;
  /** Posts an update once more, as when the answer to it got lost. @returns the statuses */
  redelivers(options?: {
    bot?: string | number;
    updateId?: number;
    times?: number;
    together?: boolean;
  }): Promise<number[]>;
  /**
   * One request to the bot's webhook with exactly this body. `secret`: its own when absent, none when null; `secretOf`
   * takes another bot's.
   */
  posts(
    body: unknown,
    options?: { bot?: string | number; secret?: string | null; secretOf?: string | number },
  ): Promise<{ status: number; body: string }>;
  /** An update of any kind, through the ordinary queue. */
  sends(update: object, bot?: string | number): Promise<Carried>;
  /** Calls the product made, newest last: `sendMessage` and the like with what they carried. */
  calls(method?: string): Promise<
    {
      method: string;
      bot: number;
      body: Record<string, unknown>;
      status: number | null;
      applied: boolean;
    }[]
  >;
  /** Updates that wait for the webhook. */
  pending(): Promise<{ update_id: number; attempts: number; last: number | string | null }[]>;
}

const BASE = '/_local/providers/telegram';

/** The words in which a flow test speaks of Telegram. */
export function telegram(cloud: TestCloud): Telegram {
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await cloud.api(method, BASE + path, body === undefined ? {} : { body });
    if (answer.status !== 200) {
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  };
  const told = (path: string, body: object) => ask('POST', path, body);

  return {
    async bot(token, username) {
      return (await told('/bots', { token, ...(username ? { username } : {}) })).id;
    },
    async user(id, { bot, name, language, started = true } = {}) {
      const known: { id: number }[] = await ask('GET', '/bots');
      const reference = bot ?? (known.length === 1 ? known[0]?.id : undefined);
      if (reference === undefined) throw new Error('Name the bot this person talks to.');
      await told('/users', {
        id,
        ...(name ? { first_name: name } : {}),
        ...(language ? { language_code: language } : {}),
        ...(started ? { started: [reference] } : {}),
      });
      return phone(cloud, { user: id, bot: reference }, ask);
    },
    async redelivers({ bot, updateId, times = 1, together = false } = {}) {
      const asked = {
        times,
        together,
        ...(bot === undefined ? {} : { bot }),
        ...(updateId === undefined ? {} : { update_id: updateId }),
      };
      return (await told('/redeliver', asked)).statuses;
    },
    posts: (body, { bot, secret, secretOf } = {}) =>
      told('/raw', {
        body,
        ...(bot === undefined ? {} : { bot }),
        ...(secret === undefined ? {} : { secret }),
        ...(secretOf === undefined ? {} : { secret_of: secretOf }),
      }),
    sends: (update, bot) => told('/emit', { update, ...(bot === undefined ? {} : { bot }) }),
    async calls(method) {
      return (await cloud.providers.requests('telegram'))
        .map(({ path, body, status, applied }) => {
          const [, bot = '', called = ''] = /^\/bot(\d*)\/(.*)$/.exec(path) ?? [];
          return {
            method: called,
            bot: Number(bot),
            body: (body ?? {}) as Record<string, unknown>,
            status,
            applied,
          };
        })
        .filter((call) => method === undefined || call.method === method);
    },
    pending: () => ask('GET', '/pending'),
  };
}

type Ask = (method: string, path: string, body?: object) => Promise<ReturnType<typeof JSON.parse>>;

function phone(cloud: TestCloud, place: { user: number; bot?: string | number }, ask: Ask): Phone {
  let heard = 0;
  const tell = (path: string, body: object = {}) => ask('POST', path, { ...place, ...body });
  const chat = async (): Promise<{ messages: ChatMessage[]; notices: ChatNotice[] }> => {
    const query = new URLSearchParams({ user: String(place.user), bot: String(place.bot) });
    const [found] = await ask('GET', `/chats?${query}`);
    return found ?? { messages: [], notices: [] };
  };
  const fromBot = async () => (await chat()).messages.filter(({ from }) => from === 'bot');
  const withButtons = async () =>
    (await fromBot()).filter(({ keyboard }) => keyboard.length > 0).reverse();

  return {
    id: place.user,
    starts: (payload) => tell('/start', payload === undefined ? {} : { payload }),
    says: (text, { replyTo } = {}) =>
      tell('/say', { text, ...(replyTo ? { reply_to: replyTo.message_id } : {}) }),
    async taps(button, message) {
      if (typeof button !== 'string') {
        return tell('/tap', {
          data: button.data,
          ...(message ? { message_id: message.message_id } : {}),
        });
      }
      const shown = await withButtons();
      const looked = message
        ? shown.filter(({ message_id }) => message_id === message.message_id)
        : shown;
      for (const { message_id, keyboard } of looked) {
        const found = keyboard.flat().find(({ text }) => text.includes(button));
        if (found) return tell('/tap', { message_id, button: found.text });
      }
      const there = looked.flatMap(({ keyboard }) => keyboard.flat().map(({ text }) => text));
      throw new Error(`${place.user} sees no button "${button}"; there are: ${there.join(', ')}`);
    },
    blocks: () => tell('/block'),
    unblocks: () => tell('/unblock'),
    messages: async () => (await chat()).messages,
    async hears() {
      await cloud.settle();
      const all = await fromBot();
      const fresh = all.slice(heard);
      heard = all.length;
      return fresh;
    },
    async last() {
      const newest = (await fromBot()).at(-1);
      if (!newest) throw new Error(`${place.user} got nothing.`);
      return newest;
    },
    buttons: async () => ((await withButtons())[0]?.keyboard ?? []).flat().map(({ text }) => text),
    notices: async () => (await chat()).notices,
    async fails({ method = 'sendMessage', description, retryAfter, status, ...plan }) {
      const words = {
        ...(status === undefined ? {} : { status }),
        ...(description === undefined && retryAfter === undefined
          ? {}
          : {
              body: {
                ok: false,
                error_code: status,
                description: description ?? `Too Many Requests: retry after ${retryAfter}`,
                ...(retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } }),
              },
            }),
        ...(retryAfter === undefined ? {} : { headers: { 'retry-after': String(retryAfter) } }),
      };
      await cloud.providers.fail('telegram', {
        ...plan,
        ...words,
        path: `/bot*/${method === '*' ? '' : method}`,
        where: { chat_id: place.user },
      });
    },
  };
}

/** The phones of the demo's people: two receptionists, the escalation contact and the specialist. */
export async function demoPhones(
  cloud: TestCloud,
): Promise<Record<'lukas' | 'sasha' | 'tommy' | 'anna', Phone>> {
  const { user } = telegram(cloud);
  const entries = (cloud.cloud.demo?.telegram.people ?? []).map(
    async ({ chatId, name, bot }) => [name.toLowerCase(), await user(chatId, { bot })] as const,
  );
  return Object.fromEntries(await Promise.all(entries)) as Awaited<ReturnType<typeof demoPhones>>;
}
