import type { Burst } from '../conversations/index.ts';
import type { AgentTurn } from './agent-turn.ts';
import { clientWords, plain } from './client-words.ts';
import { dateAfter, dateAt, timeAt, weekdayOf } from './dates.ts';
import type { Detected } from './intent.ts';
import type { ModelMessage, TextBlock } from './model.ts';

/** Turns before this one that the model reads word by word. */
const HISTORY_TURNS = 20;
const HISTORY_CHARACTERS = 1_500;
const CALENDAR_DAYS = 14;
/** Stands for the client's words where the system wrote to her of its own accord. */
const nothingAsked = (meaning: string): string =>
  `(the client wrote nothing; the system wrote to her. ${meaning})`;
/** Stands for an answer where the AI was silent: a person had the conversation, mostly. */
const UNANSWERED = '(not answered by the AI; a colleague may have answered in person)';

/**
 * The conversation so far as the model reads it, oldest first: texts only, no thinking and no tools. What was archived
 * is not among it; what the client wrote while the AI was silent is, and what the system told her in between.
 */
export function history({
  turns,
  summary,
  notices = [],
}: Pick<Burst, 'turns' | 'summary' | 'notices'>): ModelMessage[] {
  const since = summary?.upTo ?? '';
  const fresh = turns.filter(({ decidedAt }) => decidedAt > since).slice(0, HISTORY_TURNS);
  const oldest = fresh.length < HISTORY_TURNS ? since : (fresh.at(-1)?.decidedAt ?? since);
  const said = fresh.map(({ decidedAt, asked, parts }) => ({ at: decidedAt, asked, parts }));
  const told = notices
    .filter(({ saidAt }) => saidAt > oldest)
    .map(({ saidAt, meaning, text }) => ({
      at: saidAt,
      asked: [nothingAsked(meaning)],
      parts: [text],
    }));
  return [...said, ...told]
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .flatMap(({ asked, parts }): ModelMessage[] => [
      { role: 'user', content: [text(cut(plain(asked.join('\n'))) || '…')] },
      { role: 'assistant', content: [text(cut(parts.join('\n')) || UNANSWERED)] },
    ]);
}

/** The last that was said to her, by the AI or by the system: her words may be an answer to it. */
export function lastSaid({ turns, notices = [] }: Pick<Burst, 'turns' | 'notices'>): string {
  const [turn, notice] = [turns[0], notices.at(-1)];
  const isNotice = notice !== undefined && notice.saidAt >= (turn?.decidedAt ?? '');
  return isNotice ? notice.text : (turn?.parts.join(' ') ?? '');
}

/** The last message of the prompt: everything that changes from turn to turn, then the client's words. */
export function lastMessage(turn: AgentTurn, detected: Detected | undefined): ModelMessage {
  const { summary, messages } = turn.burst;
  const earlier =
    summary?.text === undefined
      ? ''
      : `<earlier_conversation>\n${plain(summary.text)}\n</earlier_conversation>\n`;
  return {
    role: 'user',
    content: [
      text(`<facts>\n${facts(turn, detected)}\n</facts>\n${earlier}${clientWords(messages)}`),
    ],
  };
}

function facts(turn: AgentTurn, detected: Detected | undefined): string {
  const { project, now, offers, committed } = turn;
  const { timeZone } = project;
  const today = dateAt(now, timeZone);
  const calendar = Array.from({ length: CALENDAR_DAYS }, (_, days) => {
    const date = dateAfter(today, days);
    return `${weekdayOf(date)} ${date.slice(5)}`;
  });
  const offered = [...offers.values()].map((offer) => {
    const date = dateAt(offer.startsAt, timeZone);
    const service = project.services.find(({ serviceId }) => serviceId === offer.serviceId);
    const who = project.specialists.find(({ specialistId }) => specialistId === offer.specialistId);
    return JSON.stringify({
      slot_id: offer.slotId,
      service: service?.name,
      specialist: who?.name,
      date,
      weekday: weekdayOf(date),
      time: timeAt(offer.startsAt, timeZone),
    });
  });
  const done = committed.map(
    ({ effect, code, serviceName, startsAt }) =>
      `- ${effect} ${code}: ${serviceName} ${dateAt(startsAt, timeZone)} ${timeAt(startsAt, timeZone)}`,
  );
  return [
    `Today is ${weekdayOf(today)} ${today}, now ${timeAt(now, timeZone)} (${timeZone}).`,
    `Calendar: ${calendar.join(', ')}`,
    ...(detected === undefined
      ? []
      : [`Intent: ${detected.intent}. Service: ${detected.service || 'not clear yet'}.`]),
    `The client writes: ${turn.language}.`,
    ...(turn.burst.turns.some(({ kind }) => kind === 'hand_over')
      ? ['A person of the staff had this conversation for a while; now it is yours again.']
      : []),
    ...(offered.length === 0
      ? []
      : ['Offered to this client before, still bookable by slot_id:', ...offered]),
    ...(done.length === 0
      ? []
      : ['Already done for these very messages; do not do it again:', ...done]),
  ].join('\n');
}

function cut(words: string): string {
  return words.length > HISTORY_CHARACTERS
    ? `${words.slice(0, HISTORY_CHARACTERS).toWellFormed()}…`
    : words;
}

function text(words: string): TextBlock {
  return { type: 'text', text: words };
}
