import { type Booking, OCCUPYING, spokenTime } from '../bookings/index.ts';
import type { BotMessage } from '../bots/index.ts';
import { escapeHtml } from '../bots/index.ts';
import type { Instant } from '../platform/clock.ts';
import type { Language, Project } from '../projects/index.ts';
import { buttonsFor } from './buttons.ts';
import { reasonFor, receptionTexts } from './texts/index.ts';
import type { DecisionWords, ReceptionTexts } from './texts/shape.ts';

/** What one message about a booking was sent as, kept in its record: enough to make it true again later. */
export interface Copy {
  readonly alert: 'requested' | 'reminder' | 'escalation';
  /** The request it asked about. */
  readonly request: number;
  /** The start it spoke of; absent when nobody knows. */
  readonly startsAt?: Instant;
}

/** The time, the zone and the words in which a project's people are spoken to. */
export interface Spoken {
  readonly project: Pick<Project, 'timeZone' | 'language'>;
  readonly now: Instant;
}

/**
 * What a copy says when it is told the truth about the booking: the question with its buttons while it waits, then who
 * decided and when, and at last that there is nothing left to do. Pure, so that doing it again changes nothing.
 */
export function copyMessage(copy: Copy, booking: Booking, spoken: Spoken): BotMessage {
  const { language, timeZone } = spoken.project;
  const texts = receptionTexts(language);
  if (copy.request !== booking.request) {
    const when = spokenTime(booking.startsAt, timeZone, language);
    return { html: texts.movedOn(booking.bookingId, escapeHtml(when)) };
  }
  const keyboard = buttonsFor(booking, texts, spoken.now);
  const lines = [headline(copy, booking, spoken, texts), '', factsOf(booking, spoken, texts)];
  if (copy.startsAt !== undefined && copy.startsAt !== booking.startsAt) {
    lines.push(texts.moved(escapeHtml(spokenTime(copy.startsAt, timeZone, language))));
  }
  lines.push(...flagLines(booking, texts));
  if (booking.status !== 'PENDING' && booking.reason !== undefined && !isExpired(booking)) {
    lines.push(texts.reason(escapeHtml(reasonFor(booking.reason, language))));
  }
  if (booking.status === 'PENDING') lines.push('', texts.confirmAvailability);
  if (keyboard.length > 1) lines.push('', texts.askReason);
  return { html: lines.join('\n'), keyboard };
}

/** What the record of a copy keeps: the requirements' words, and what makes it true again. */
export function copyRecord(copy: Copy, booking: Booking, spoken: Spoken): Record<string, unknown> {
  const { specialistName: modelName, clientName } = booking;
  return { ...copy, modelName, clientName, ...dateAndTime(booking.startsAt, spoken) };
}

/** The copy that a record is of; `undefined` when it is of something else that was said. */
export function copyOfRecord(payload: Readonly<Record<string, unknown>> = {}): Copy | undefined {
  const { alert, request, startsAt } = payload;
  if (typeof request !== 'number' || typeof startsAt !== 'string') return undefined;
  if (alert !== 'requested' && alert !== 'reminder' && alert !== 'escalation') return undefined;
  return { alert, request, startsAt };
}

/** Who decided and when by the project's clock, as it is written; `undefined` when nobody did. Not escaped. */
export function decisionWords(
  { decision }: Pick<Booking, 'decision'>,
  spoken: Spoken,
): DecisionWords | undefined {
  return decision && { by: decision.by, at: dateAndTime(decision.at, spoken).time };
}

function headline(copy: Copy, booking: Booking, spoken: Spoken, texts: ReceptionTexts): string {
  const words = decisionWords(booking, spoken);
  const decision = words && { ...words, by: escapeHtml(words.by) };
  switch (booking.status) {
    case 'PENDING':
      if (copy.alert === 'escalation') return texts.escalation(booking.bookingId);
      if (copy.alert === 'reminder') return texts.reminder;
      return booking.request > 1 ? texts.alertMoved : texts.alert;
    case 'CONFIRMED':
      return texts.confirmed(decision);
    case 'REJECTED':
      return texts.rejected(decision);
    case 'CANCELLED':
      return texts.cancelledBy[whoCancelled(booking)];
    case 'IN_PROGRESS':
      return `${texts.confirmed(decision)}\n${texts.inProgress}`;
    case 'COMPLETED':
      return `${texts.confirmed(decision)}\n${texts.completed}`;
    case 'NO_SHOW':
      return `${texts.confirmed(decision)}\n${texts.noShow}`;
  }
}

/** What is to be looked at, for as long as the booking takes its time. */
function flagLines({ status, flags = [] }: Booking, texts: ReceptionTexts): string[] {
  if (!OCCUPYING.has(status)) return [];
  return flags.map(({ kind, source }) => texts.flags[kind](escapeHtml(PLACES[source] ?? source)));
}

/** Kinds of places by the names that people know them by. */
const PLACES: Readonly<Record<string, string>> = {
  'google-sheets': 'Google Sheets',
  'google-calendar': 'Google Calendar',
  altegio: 'Altegio',
  simplybook: 'SimplyBook.me',
  square: 'Square Appointments',
  calendly: 'Calendly',
};

/** What the timer notes as its reason is not meant for people. */
const isExpired = ({ status, actor }: Booking): boolean =>
  status === 'CANCELLED' && actor.kind === 'timer';

function whoCancelled({ actor }: Booking): 'client' | 'business' | 'timer' {
  return actor.kind === 'client' || actor.kind === 'timer' ? actor.kind : 'business';
}

function factsOf(booking: Booking, spoken: Spoken, texts: ReceptionTexts): string {
  return texts.facts({
    ...dateAndTime(booking.startsAt, spoken),
    specialist: escapeHtml(booking.specialistName),
    client: escapeHtml(booking.clientName),
    id: booking.bookingId,
    service: escapeHtml(booking.serviceName),
    code: booking.code,
  });
}

const formatters = new Map<string, readonly [Intl.DateTimeFormat, Intl.DateTimeFormat]>();

function dateAndTime(instant: Instant, { project }: Spoken): { date: string; time: string } {
  const [date, time] = formattersOf(project.language, project.timeZone);
  const moment = new Date(instant);
  return { date: date.format(moment), time: time.format(moment) };
}

function formattersOf(language: Language, timeZone: string) {
  const key = `${language} ${timeZone}`;
  const known = formatters.get(key);
  if (known) return known;
  const locale = language === 'en' ? 'en-GB' : language;
  const made = [
    new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone }),
    new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone }),
  ] as const;
  formatters.set(key, made);
  return made;
}
