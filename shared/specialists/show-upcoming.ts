import type { Booking } from '../bookings/index.ts';
import { escapeHtml } from '../bots/index.ts';
import { bookingsOfSpecialist } from './bookings-of-specialist.ts';
import { reply, type SpecialistTalk, textsOf } from './talk.ts';
import { said } from './words.ts';

/** Lines of one answer, at most: they fit into one message whatever the names. */
const MOST_LINES = 20;
const LONGEST_NAME = 60;

/** Lists what is left of today and the seven days after it, by days, in one message. */
export async function showUpcoming(talk: SpecialistTalk): Promise<void> {
  const { lists } = textsOf(talk);
  const ahead = (await bookingsOfSpecialist(talk, { from: -1, to: 8 })).filter(
    ({ status, endsAt }) => status !== 'COMPLETED' && endsAt > talk.ports.now,
  );
  const more = ahead.length - MOST_LINES;
  const html =
    ahead.length === 0
      ? lists.noneUpcoming
      : [
          `🗓 <b>${lists.upcoming}</b>`,
          ...byDays(talk, ahead.slice(0, MOST_LINES)),
          ...(more > 0 ? ['', lists.more(more)] : []),
        ].join('\n');
  await reply(talk, async () => ({ html }));
}

function byDays({ language }: SpecialistTalk, bookings: readonly Booking[]): string[] {
  const days = Map.groupBy(bookings, ({ startsAt, timeZone }) =>
    said('date', startsAt, timeZone, language),
  );
  return [...days].flatMap(([date, ofDay]) => [
    '',
    `<b>${date}</b>`,
    ...ofDay.map(({ startsAt, endsAt, timeZone, serviceName, clientName, code }) => {
      const [from, to] = [startsAt, endsAt].map((at) => said('time', at, timeZone, language));
      const what = [serviceName, clientName].map((name) => escapeHtml(shortened(name))).join(' · ');
      return `${from}–${to} ${what} · #${escapeHtml(code)}`;
    }),
  ]);
}

function shortened(name: string): string {
  const letters = [...name];
  return letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME - 1).join('')}…` : name;
}
