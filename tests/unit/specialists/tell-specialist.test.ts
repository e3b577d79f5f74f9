import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Booking,
  cancel,
  decide,
  reschedule,
  undoDecision,
} from '../../../shared/bookings/index.ts';
import { notificationsAbout } from '../../../shared/platform/delivery/index.ts';
import { newsForSpecialist, tellSpecialist } from '../../../shared/specialists/index.ts';
import { ELENA, MARIA } from '../../steps/salon.ts';
import { buttonsOf, messenger } from './phones.ts';
import { ANNA_CHAT, booked, botSalon, MARIA_CHAT, startSalonBot, stored } from './salon-bot.ts';

const project = botSalon({ autoConfirm: false });
let close: () => Promise<void>;
beforeAll(async () => {
  ({ close } = await startSalonBot(project));
});
afterAll(() => close());

let date = '2026-11-01';
let telegram: ReturnType<typeof messenger>;
beforeEach(() => {
  date = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
  telegram = messenger();
});
const at = (time: string): string => `${date}T${time}.000Z`;
const staff = { kind: 'staff', id: 'Lukas' } as const;
const { projectId } = project;

const request = () => booked(project, at('15:00:00'), { now: at('08:00:00') });
/** Has a verb change the booking; gives the news of that, not told yet. */
async function news(booking: Booking, change: () => Promise<unknown>) {
  const old = await stored(booking);
  expect(await change()).not.toHaveProperty('refused');
  return newsForSpecialist(await stored(booking), old);
}
const confirm = ({ bookingId }: Booking, now: string) =>
  decide({ projectId, bookingId, to: 'CONFIRMED', by: 'Lukas', actor: staff, now });
const undo = ({ bookingId }: Booking, now: string) =>
  undoDecision({ projectId, bookingId, actor: staff, now });
const tell = async (all: Awaited<ReturnType<typeof news>>, now: string) => {
  const results = [];
  for (const one of all) results.push(await tellSpecialist(one, { api: telegram.api, now }));
  return results;
};

describe('a specialist', () => {
  it('is told of a booking once it is certain, with its card, and once', async () => {
    const booking = await request();
    const told = await news(booking, () => confirm(booking, at('08:10:00')));
    expect(await tell(told, at('08:10:20'))).toEqual(['sent']);
    expect(await tell(told, at('08:10:21'))).toEqual(['already done']);
    const [card] = telegram.in(ANNA_CHAT);
    expect(card?.html).toMatch(/^🆕 You have a new booking\.\n\n📅 <b>Booking #/);
    expect(buttonsOf(card as never)).toEqual([`start_${booking.bookingId}`]);
    const [record] = await notificationsAbout(projectId, booking.bookingId);
    expect(record).toMatchObject({
      ...{ kind: 'TELEGRAM_KESHA', recipient: String(ANNA_CHAT), status: 'SENT' },
      payload: { news: 'booked', version: 2 },
      providerMessageId: card?.messageId,
    });
  });

  it('hears nothing of a slip that is undone within the grace', async () => {
    const booking = await request();
    const slip = await news(booking, () => confirm(booking, at('08:10:00')));
    const undone = await news(booking, () => undo(booking, at('08:10:15')));
    expect(undone).toMatchObject([{ news: 'reopened', undone: 2 }]);
    expect(await tell([...slip, ...undone], at('08:10:20'))).toEqual(['skipped', 'skipped']);
    const again = await news(booking, () => confirm(booking, at('08:10:18')));
    expect(await tell([...undone, ...slip, ...again], at('08:10:38'))).toEqual([
      ...['skipped', 'already done', 'sent'],
    ]);
    expect(telegram.shown).toHaveLength(1);
  });

  it('hears of an undo when she had heard of the booking', async () => {
    const booking = await request();
    await tell(await news(booking, () => confirm(booking, at('08:10:00'))), at('08:10:20'));
    const undone = await news(booking, () => undo(booking, at('08:12:00')));
    expect(await tell(undone, at('08:12:01'))).toEqual(['sent']);
    expect(telegram.shown[1]?.html).toContain('waits for reception again');
    expect(buttonsOf(telegram.shown[1] as never)).toEqual([]);
  });

  it('hears of an undo also when nobody knows whether she heard: a worker died over it', async () => {
    const booking = await request();
    const told = await news(booking, () => confirm(booking, at('08:10:00')));
    // It went out, and nobody was left to write that down; when it comes again it is not true any more.
    telegram.failures.push({ kind: 'not_now', why: 'timeout', untouched: false });
    await expect(tell(told, at('08:10:20'))).rejects.toThrow();
    const undone = await news(booking, () => undo(booking, at('08:10:30')));
    expect(await tell(told, at('08:11:30'))).toEqual(['skipped']);
    expect(await tell(undone, at('08:11:31'))).toEqual(['sent']);
    expect(telegram.in(ANNA_CHAT).at(-1)?.html).toContain('waits for reception again');
  });

  it('waits with taking back what is being said this moment', async () => {
    const booking = await request();
    const told = await news(booking, () => confirm(booking, at('08:10:00')));
    telegram.failures.push({ kind: 'not_now', why: 'timeout', untouched: false });
    await expect(tell(told, at('08:10:20'))).rejects.toThrow();
    const undone = await news(booking, () => undo(booking, at('08:10:30')));
    await expect(tell(undone, at('08:10:31'))).rejects.toMatchObject({ name: 'PassingFault' });
  });

  it('is told when it moves, when it goes and who has it then', async () => {
    const booking = await request();
    await confirm(booking, at('08:10:00'));
    const member = { kind: 'member', id: 'owner' } as const;
    const move = (startsAt: string, specialistId = booking.specialistId) =>
      reschedule({
        ...{ project, bookingId: booking.bookingId, startsAt, specialistId, actor: member },
        ...{ idempotencyKey: `${startsAt} ${specialistId}`, now: at('09:00:00') },
      });
    const moved = await news(booking, () => move(at('16:00:00')));
    const given = await news(booking, () => move(at('17:00:00'), MARIA));
    // What moved on in the meantime is told as it is, not as it was.
    expect(await tell(moved, at('09:00:01'))).toEqual(['skipped']);
    expect(await tell(given, at('09:00:02'))).toEqual(['sent', 'sent']);
    const [lost] = telegram.in(ANNA_CHAT);
    expect(lost?.html).toContain('with another specialist now');
    expect(lost?.html).toContain('18:00, ');
    expect(lost?.html).not.toContain('Ivanna');
    expect(telegram.in(MARIA_CHAT)[0]?.html).toContain('⏰ Time: 19:00–19:30');
    const cancelled = await news(booking, () =>
      cancel({ project, bookingId: booking.bookingId, actor: member, now: at('10:00:00') }),
    );
    expect(await tell(cancelled, at('10:00:01'))).toEqual(['sent']);
    expect(telegram.in(MARIA_CHAT)[1]?.html).toContain('❌ Your booking was cancelled.');
  });

  it('without a chat, or of the past, is told nothing', async () => {
    const elenas = await booked(project, at('15:00:00'), {
      ...{ now: at('08:00:00'), specialistId: ELENA },
    });
    const unheard = await news(elenas, () => confirm(elenas, at('08:10:00')));
    expect(await tell(unheard, at('08:10:20'))).toEqual(['skipped']);
    const booking = await request();
    const late = await news(booking, () => confirm(booking, at('08:10:00')));
    expect(await tell(late, at('15:30:00'))).toEqual(['skipped']);
    expect(telegram.shown).toEqual([]);
  });
});
