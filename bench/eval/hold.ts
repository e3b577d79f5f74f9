import type { Temporal } from 'temporal-polyfill';
import type { LocalCloud } from '../../infra/local/cloud.ts';
import { type Client, chat, rows } from '../../tests/steps/chat.ts';
import { type TestCloud, withWords } from '../../tests/steps/local-cloud.ts';
import { type Business, enter, openBusiness } from './business.ts';
import { instantOf, nextMonday, written } from './calendar.ts';
import type { Burst, Dialogue } from './dialogue.ts';
import { type BookingRow, falseClaims, isIn, wrongBookings } from './judge.ts';

/** How one dialogue went. */
export interface Score {
  readonly dialogue: Dialogue;
  readonly bookingsRight: boolean;
  readonly languageRight: boolean;
  readonly claimsTrue: boolean;
  /** Not more turns than allowed, every burst answered once, mentions and hand-over as expected. */
  readonly mannersRight: boolean;
  readonly turns: number;
  /** What was wrong, in words. */
  readonly wrong: readonly string[];
  readonly transcript: readonly string[];
}

interface Talk {
  readonly dialogue: Dialogue;
  readonly business: Business;
  readonly client: Client;
  readonly waiting: Burst[];
  readonly transcript: string[];
  readonly wrong: {
    readonly about: 'bookings' | 'language' | 'claims' | 'manners';
    what: string;
  }[];
  heard: number;
  turns: number;
  replies: string[];
}

/** Longer than the quiet window and a second try; far shorter than any timer of a booking. */
const A_MINUTE = 60;
/** Posts at a time, so that no burst waits long between two of its own messages. */
const AT_ONCE = 6;

/**
 * Holds all dialogues on one local cloud, side by side: the first burst of each, the replies, the second burst of
 * each … Every dialogue has a business of its own, so they do not meet.
 */
export async function hold(
  cloud: LocalCloud,
  dialogues: readonly Dialogue[],
  progress: (line: string) => void = () => {},
): Promise<Score[]> {
  const words = withWords(cloud);
  enter(cloud);
  const monday = nextMonday(await words.clock.now());
  await words.clock.advance(
    (monday.epochMilliseconds - Date.parse(await words.clock.now())) / 1000,
  );
  const talks: Talk[] = [];
  for (const dialogue of dialogues) {
    const now = await words.clock.now();
    const startOf = (day: number, time: string) => instantOf(monday, day, time);
    const business = await openBusiness(cloud, dialogue, now, startOf);
    const { contactId, webhook, botId } = business;
    const client = chat(words, contactId, NAMES[dialogue.language], { webhook, botId });
    talks.push({
      ...{ dialogue, business, client, waiting: [...dialogue.messages] },
      ...{ transcript: [], wrong: [], heard: 0, turns: 0, replies: [] },
    });
  }
  await words.settle();
  let rowsOf = await readRows(words);
  for (let round = 1; ; round += 1) {
    for (const talk of talks) askBack(talk, rowsOf(talk), monday);
    const speaking = talks.filter(({ waiting }) => waiting.length > 0);
    if (speaking.length === 0) break;
    progress(`round ${round}: ${speaking.length} clients write`);
    await write(words, speaking, monday);
    await words.runUntilIdle(A_MINUTE);
    rowsOf = await readRows(words);
    const delivered = await deliveredTexts(words);
    for (const talk of speaking) listen(talk, delivered, rowsOf(talk).bookings, monday);
  }
  return talks.map((talk) => conclude(talk, rowsOf(talk), monday));
}

const NAMES = { uk: 'Олена', en: 'Emma', ru: 'Ирина' } as const;

/** A client who was not served answers once more, when her part says what. */
function askBack(talk: Talk, own: OwnRows, monday: Temporal.ZonedDateTime): void {
  const { ifAsked } = talk.dialogue;
  if (talk.waiting.length > 0 || ifAsked === undefined) return;
  if (talk.turns !== talk.dialogue.messages.length) return;
  if (wrongBookings(talk.dialogue, own.bookings, monday).length > 0) talk.waiting.push(ifAsked);
}

/** Every talk's next burst, message by message, with the waits within them. */
async function write(
  cloud: TestCloud,
  talks: readonly Talk[],
  monday: Temporal.ZonedDateTime,
): Promise<void> {
  const posts: { at: number; talk: Talk; text: string }[] = [];
  for (const talk of talks) {
    const burst = talk.waiting.shift() ?? '';
    talk.turns += 1;
    let at = 0;
    for (const part of typeof burst === 'string' ? [burst] : burst) {
      if (typeof part === 'number') at += part;
      else posts.push({ at, talk, text: written(part, monday, talk.dialogue.language) });
    }
    talk.transcript.push(
      ...posts.filter((post) => post.talk === talk).map(({ text }) => `client: ${text}`),
    );
  }
  const times = [...new Set(posts.map(({ at }) => at))].sort((a, b) => a - b);
  for (const [index, at] of times.entries()) {
    const now = posts.filter((post) => post.at === at);
    // Who goes on writing writes last, so that real time eats little of her burst's window.
    const more = (talk: Talk) => (posts.some((post) => post.talk === talk && post.at > at) ? 1 : 0);
    now.sort((a, b) => more(a.talk) - more(b.talk));
    for (let first = 0; first < now.length; first += AT_ONCE) {
      await Promise.all(now.slice(first, first + AT_ONCE).map(post));
    }
    const next = times[index + 1];
    if (next !== undefined) {
      await cloud.api('POST', '/_local/clock', { body: { advanceSeconds: next - at } });
    }
  }
}

async function post({ talk, text }: { talk: Talk; text: string }): Promise<void> {
  const [status] = await talk.client.says(text);
  if (status !== 200) throw new Error(`${talk.dialogue.id}: the webhook answered ${status}.`);
}

function listen(
  talk: Talk,
  delivered: ReadonlyMap<string, string[]>,
  bookings: readonly BookingRow[],
  monday: Temporal.ZonedDateTime,
): void {
  const { dialogue, wrong, transcript } = talk;
  const all = delivered.get(talk.business.contactId) ?? [];
  const fresh = all.slice(talk.heard);
  talk.heard = all.length;
  if (fresh.length !== 1) wrong.push({ about: 'manners', what: `${fresh.length} replies` });
  for (const reply of fresh) {
    talk.replies.push(reply);
    transcript.push(`we: ${reply}`);
    if (!isIn(dialogue.language, reply)) {
      wrong.push({ about: 'language', what: `not in ${dialogue.language}: ${reply}` });
    }
    for (const claim of falseClaims(reply, bookings, monday)) {
      wrong.push({ about: 'claims', what: `${claim}: ${reply}` });
    }
    for (const text of dialogue.expected.never ?? []) {
      if (reply.includes(text)) wrong.push({ about: 'claims', what: `says ${text}: ${reply}` });
    }
  }
}

function conclude(talk: Talk, own: OwnRows, monday: Temporal.ZonedDateTime): Score {
  const { dialogue, turns, transcript } = talk;
  const { expected } = dialogue;
  const wrong = [...talk.wrong];
  for (const what of wrongBookings(dialogue, own.bookings, monday)) {
    wrong.push({ about: 'bookings', what });
  }
  const most = expected.maxTurns ?? dialogue.messages.length;
  if (turns > most) wrong.push({ about: 'manners', what: `${turns} turns instead of ${most}` });
  if (own.handedOver !== (expected.handOver ?? false)) {
    wrong.push({ about: 'manners', what: own.handedOver ? 'handed over' : 'not handed over' });
  }
  const said = talk.replies.join('\n').replace(/[\u00a0\u202f,](?=\d{3})/g, ' ');
  for (const text of expected.mentions ?? []) {
    if (!said.includes(text)) wrong.push({ about: 'manners', what: `never says ${text}` });
  }
  const right = (about: string) => !wrong.some((one) => one.about === about);
  return {
    dialogue,
    bookingsRight: right('bookings'),
    languageRight: right('language'),
    claimsTrue: right('claims'),
    mannersRight: right('manners'),
    turns,
    wrong: wrong.map(({ about, what }) => `${about}: ${what}`),
    transcript,
  };
}

interface OwnRows {
  /** Bookings of this dialogue's client. */
  readonly bookings: BookingRow[];
  readonly handedOver: boolean;
}

async function readRows(cloud: TestCloud): Promise<(talk: Talk) => OwnRows> {
  const all = await rows(cloud);
  const byProject = Map.groupBy(all, ({ projectId }) => String(projectId));
  return ({ business: { projectId, conversationId } }) => {
    const own = (byProject.get(projectId) ?? []).filter(
      (row) => row.conversationId === conversationId,
    );
    return {
      bookings: own.filter(({ entity }) => entity === 'Booking') as unknown as BookingRow[],
      handedOver: own.some(({ entity, kind }) => entity === 'Turn' && kind === 'hand_over'),
    };
  };
}

/** What SendPulse delivered, by contact, oldest first. */
async function deliveredTexts(cloud: TestCloud): Promise<Map<string, string[]>> {
  const texts = new Map<string, string[]>();
  for (const { path, body, applied } of await cloud.providers.requests('sendpulse')) {
    if (!applied || !path.endsWith('/contacts/send')) continue;
    const { contact_id, message } = body as { contact_id: string; message: { text: string } };
    texts.set(contact_id, [...(texts.get(contact_id) ?? []), message.text]);
  }
  return texts;
}
