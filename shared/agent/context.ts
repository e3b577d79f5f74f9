import type { AgentTurn } from './agent-turn.ts';
import { clientWords, plain } from './client-words.ts';
import { dateAfter, dateAt, timeAt, weekdayOf } from './dates.ts';
import type { Detected } from './intent.ts';
import type { ModelMessage, TextBlock } from './model.ts';
import { type Said, toldSince } from './told-since.ts';

/** Turns before this one that the model reads word by word. */
const HISTORY_TURNS = 20;
const HISTORY_CHARACTERS = 1_500;
const CALENDAR_DAYS = 14;
/** Sorts behind every instant. */
const LAST = '~';
/** Stands for an answer where the AI was silent: a person had the conversation, mostly. */
const UNANSWERED = '(not answered by the AI; a colleague may have answered in person)';

/**
 * The conversation so far as the model reads it, oldest first: texts only, no thinking and no tools. What was archived
 * is not among it; what the client wrote while the AI was silent is, and below each answer what the system told her
 * before she wrote again.
 */
export function history({ turns, summary, notices = [] }: Said): ModelMessage[] {
  const fresh = turns.filter(({ decidedAt }) => decidedAt > (summary?.upTo ?? ''));
  return fresh
    .slice(0, HISTORY_TURNS)
    .map(({ asked, parts, decidedAt }, index) => {
      const next = fresh[index - 1]?.decidedAt ?? LAST;
      const told = notices.filter(({ saidAt }) => saidAt >= decidedAt && saidAt < next);
      return { asked, answers: [cut(parts.join('\n')), ...told.map((one) => one.text)] };
    })
    .reverse()
    .flatMap(({ asked, answers }): ModelMessage[] => [
      { role: 'user', content: [text(cut(plain(asked.join('\n'))) || '…')] },
      { role: 'assistant', content: [text(answers.filter(Boolean).join('\n\n') || UNANSWERED)] },
    ]);
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
  const told = toldSince(turn.burst).map(({ meaning, text: words, isArchived }) =>
    isArchived ? `- ${meaning} It wrote: ${JSON.stringify(words)}` : `- ${meaning}`,
  );
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
    ...(told.length === 0
      ? []
      : [
          'Since your last answer the system itself wrote to the client, who may reply to it:',
          ...told,
        ]),
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
