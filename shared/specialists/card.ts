import { amountsOf, type Booking, sessionMinutes } from '../bookings/index.ts';
import { type BotMessage, type Button, escapeHtml } from '../bots/index.ts';
import type { Instant } from '../platform/clock.ts';
import type { Language, Project } from '../projects/index.ts';
import { specialistTexts } from './texts/index.ts';
import { said, saidAmount } from './words.ts';

/** What a card needs beside its booking. */
export interface CardPlace {
  readonly project: Pick<Project, 'specialists' | 'location'>;
  readonly language: Language;
  readonly now: Instant;
}

/**
 * A booking as its specialist sees it, with the buttons that its state allows now.
 *
 * @param headline said above the card, as HTML
 */
export function card(booking: Booking, place: CardPlace, headline?: string): BotMessage {
  const { card: texts } = specialistTexts(place.language);
  const lines = [
    `📅 <b>${texts.booking} #${escapeHtml(booking.code)}</b>`,
    '',
    ...factsOf(booking, place),
    '',
    `${texts.status}: ${texts.statuses[booking.status]}`,
    ...moneyOf(booking, place.language),
  ];
  const html = [...(headline ? [headline, ''] : []), ...lines].join('\n');
  const keyboard = keyboardOf(booking, place);
  return { html, ...(keyboard.length > 0 && { keyboard }) };
}

function factsOf(booking: Booking, { project, language }: CardPlace): string[] {
  const { card: texts } = specialistTexts(language);
  const { startsAt, endsAt, timeZone, session, clientPhone, meetingUrl } = booking;
  const at = (part: 'time' | 'date', instant: Instant) => said(part, instant, timeZone, language);
  const { planned, actual } = sessionMinutes(booking);
  const specialist = project.specialists.find((one) => one.specialistId === booking.specialistId);
  const location = specialist?.location ?? project.location;
  return [
    `⏰ ${texts.time}: ${at('time', startsAt)}–${at('time', endsAt)}, ${at('date', startsAt)}`,
    `⏱ ${texts.duration}: ${actual === undefined ? texts.minutes(planned) : texts.compared(planned, actual)}`,
    ...(meetingUrl ? [`🔗 ${escapeHtml(meetingUrl)}`] : []),
    ...(location ? [`📍 ${texts.location}: ${escapeHtml(location)}`] : []),
    `💼 ${texts.service}: ${escapeHtml(booking.serviceName)}`,
    `🙋 ${texts.client}: ${escapeHtml(booking.clientName)}`,
    ...(clientPhone ? [`📞 ${texts.phone}: ${escapeHtml(clientPhone)}`] : []),
    ...(session ? [`▶️ ${texts.started}: ${at('time', session.startedAt)}`] : []),
    ...(session?.finishedAt ? [`🏁 ${texts.finished}: ${at('time', session.finishedAt)}`] : []),
  ];
}

/** Money is spoken of once the session is over, or as soon as some of it is there. */
function moneyOf(booking: Booking, language: Language): string[] {
  const { card: texts } = specialistTexts(language);
  const { payments = [], status } = booking;
  if (status !== 'COMPLETED' && payments.length === 0) return [];
  const amount = (minor: number) => escapeHtml(saidAmount(booking, minor, language));
  const { due, outstanding = 0 } = amountsOf(booking);
  return [
    '',
    `💰 ${texts.due}: ${due === undefined ? texts.noPrice : amount(due)}`,
    ...payments.map(
      (one) => `✔️ ${texts.paid}: ${amount(one.amount)} (${texts.methods[one.method]})`,
    ),
    ...(payments.length > 0 && outstanding > 0
      ? [`❗️ ${texts.outstanding}: ${amount(outstanding)}`]
      : []),
  ];
}

function keyboardOf(booking: Booking, { language, now }: CardPlace): Button[][] {
  const { buttons } = specialistTexts(language);
  const { bookingId, status, startsAt } = booking;
  switch (status) {
    case 'CONFIRMED':
      return [
        [
          { text: buttons.start, data: `start_${bookingId}` },
          ...(startsAt <= now ? [{ text: buttons.noShow, data: `noshow_${bookingId}` }] : []),
        ],
      ];
    case 'IN_PROGRESS':
      return [[{ text: buttons.complete, data: `complete_${bookingId}` }]];
    case 'COMPLETED':
      return paymentButtons(booking, language);
    default:
      return [];
  }
}

function paymentButtons(booking: Booking, language: Language): Button[][] {
  const { buttons } = specialistTexts(language);
  const part = (text: string): Button => ({ text, data: `part_${booking.bookingId}` });
  const { outstanding } = amountsOf(booking);
  if (outstanding === undefined) return [[part(buttons.amount)]];
  if (outstanding <= 0) return [];
  const amount = saidAmount(booking, outstanding, language);
  const paid = (method: 'cash' | 'card'): Button => ({
    text: buttons.paid[method](amount),
    data: `paid_${booking.bookingId}_${method}`,
  });
  return [[paid('cash'), paid('card')], [part(buttons.part)]];
}
