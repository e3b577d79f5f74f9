import type { Message, Turn } from '../conversations/index.ts';
import type { AgentTurn } from './agent-turn.ts';
import { dateAfter, dateAt, timeAt, weekdayOf } from './dates.ts';
import type { Detected } from './intent.ts';
import type { ModelMessage, TextBlock } from './model.ts';

/** Turns before this one that the model reads word by word. */
const HISTORY_TURNS = 20;
const HISTORY_CHARACTERS = 1_500;
/** Of a burst, the model reads this much: the end of it, where a client says what counts. */
const BURST_CHARACTERS = 6_000;
const CALENDAR_DAYS = 14;

/** What the client wrote, with the tag that sets it apart from facts. A client cannot write the tag. */
export function clientWords(messages: readonly Message[]): string {
  const texts = messages.map(({ text, kind }) =>
    text === '' ? `[the client sent a ${kind} without words]` : plain(text),
  );
  let all = texts.join('\n');
  if (all.length > BURST_CHARACTERS) all = `…${all.slice(-BURST_CHARACTERS).toWellFormed()}`;
  return `<client_messages>\n${all}\n</client_messages>`;
}

/** The conversation so far as the model reads it, oldest first: texts only, no thinking and no tools. */
export function history(turns: readonly Turn[]): ModelMessage[] {
  const spoken = turns.filter(({ kind, parts }) => kind !== 'silent' && parts.length > 0);
  return spoken
    .slice(0, HISTORY_TURNS)
    .reverse()
    .flatMap(({ asked, parts }): ModelMessage[] => [
      { role: 'user', content: [text(cut(plain(asked.join('\n'))) || '…')] },
      { role: 'assistant', content: [text(cut(parts.join('\n')))] },
    ]);
}

/** The last message of the prompt: everything that changes from turn to turn, then the client's words. */
export function lastMessage(turn: AgentTurn, detected: Detected | undefined): ModelMessage {
  return {
    role: 'user',
    content: [
      text(`<facts>\n${facts(turn, detected)}\n</facts>\n${clientWords(turn.burst.messages)}`),
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
    ...(offered.length === 0
      ? []
      : ['Offered to this client before, still bookable by slot_id:', ...offered]),
    ...(done.length === 0
      ? []
      : ['Already done for these very messages; do not do it again:', ...done]),
  ].join('\n');
}

function plain(words: string): string {
  return words.replaceAll('<', '‹').replaceAll('>', '›');
}

function cut(words: string): string {
  return words.length > HISTORY_CHARACTERS
    ? `${words.slice(0, HISTORY_CHARACTERS).toWellFormed()}…`
    : words;
}

function text(words: string): TextBlock {
  return { type: 'text', text: words };
}
