import { describe, expect, it } from 'vitest';
import { BOOKING_STATUSES, type Booking, FLAG_KINDS } from '../../../shared/bookings/index.ts';
import { LANGUAGES } from '../../../shared/projects/index.ts';
import { parseTap } from '../../../shared/reception/buttons.ts';
import { copyMessage } from '../../../shared/reception/copy.ts';
import { readyReason, reasonFor, receptionTexts } from '../../../shared/reception/texts/index.ts';
import { buttons, later, NOW, THREE_PM } from './desk.ts';

/** As long as names may be, of characters that escaping makes longest. */
const LONG = '"'.repeat(100);
const decision = { by: LONG, at: later(1), version: 2 };
const longest = {
  ...{ bookingId: 'Z'.repeat(20), request: 999_999_999, startsAt: THREE_PM, code: 'ABC123' },
  ...{ specialistName: LONG, clientName: LONG, serviceName: LONG, reason: '<'.repeat(500) },
  flags: FLAG_KINDS.map((kind) => ({ kind, source: 'google-calendar', at: NOW })),
  ...{ actor: { kind: 'staff', id: '1' }, decision, version: 3 },
} as unknown as Booking;

/** As Telegram counts: after the entities are read. */
const read = (html: string): string => html.replace(/<[^>]*>/g, '').replace(/&\w+;/g, '"');

describe.each(LANGUAGES)('the words of reception in %s', (language) => {
  const texts = receptionTexts(language);
  const project = { timeZone: 'America/Argentina/ComodRivadavia', language };

  it('fit into a message and into its buttons, however long names and ids are', () => {
    for (const status of BOOKING_STATUSES) {
      const { reason: _, ...unexplained } = longest;
      for (const booking of [longest, unexplained]) {
        for (const request of [1, longest.request]) {
          const copy = { alert: 'escalation', request, startsAt: NOW } as const;
          const current = { ...booking, status } as Booking;
          const message = copyMessage(copy, current, { project, now: later(2) });
          expect(read(message.html).length).toBeLessThan(4_096);
          for (const data of buttons(message)) {
            expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
            expect(parseTap(data), data).toBeDefined();
          }
        }
      }
    }
  });

  it('say why a booking is to be looked at, for as long as it takes its time', () => {
    const flags = FLAG_KINDS.map((kind) => ({ kind, source: 'google-sheets', at: NOW }));
    const said = (status: Booking['status']) =>
      copyMessage(
        { alert: 'requested', request: 1 },
        { ...longest, request: 1, status, flags },
        {
          ...{ project, now: later(2) },
        },
      ).html.match(/⚠️ .*Google Sheets.*/g) ?? [];
    expect(new Set(said('PENDING')).size).toBe(FLAG_KINDS.length);
    expect(said('CONFIRMED')).toEqual(said('PENDING'));
    expect(said('CANCELLED')).toEqual([]);
  });

  it('fit beside a tapped button', () => {
    const words = { by: 'N'.repeat(100), at: '12:00' };
    const notices = [
      ...Object.values(texts.done),
      ...Object.values(texts.already).map((say) => say(words)),
      ...[texts.takenBack, texts.waitsAlready, texts.requestChanged, texts.timeHasCome],
      ...[texts.undoTooLate, texts.reasonTooLate, texts.notRejected, texts.slotTaken],
      ...[texts.notFound, texts.unknownButton, texts.notStaff(2 ** 52)],
    ];
    for (const notice of notices) {
      expect(notice.length, notice).toBeLessThanOrEqual(200);
      expect(notice).not.toMatch(/[<>]/);
    }
  });

  it('have as many ready reasons as the others, and each is known in every language', () => {
    expect(texts.reasons).toHaveLength(receptionTexts('en').reasons.length);
    for (const [index, reason] of texts.reasons.entries()) {
      for (const other of LANGUAGES) {
        const said = readyReason(index + 1, other);
        expect(said && reasonFor(said, language)).toBe(reason);
      }
    }
    expect(readyReason(1, 'pl')).toBe(readyReason(1, 'en'));
    expect(readyReason(0, language)).toBeUndefined();
    expect(reasonFor('constructor', language)).toBe('constructor');
  });
});

describe('the data of a button', () => {
  it('says what the tap wishes', () => {
    const bookingId = 'B0000000000000000001';
    expect(parseTap(`confirm_${bookingId}_2`)).toEqual({ kind: 'confirm', bookingId, request: 2 });
    expect(parseTap(`reject_${bookingId}`)).toEqual({ kind: 'reject', bookingId });
    expect(parseTap(`reason_${bookingId}_3`)).toEqual({ kind: 'reason', bookingId, number: 3 });
    for (const data of [`reason_${bookingId}`, `confirm_${bookingId}_0`, `confirm_${bookingId}_`]) {
      expect(parseTap(data), data).toBeUndefined();
    }
    expect(parseTap(`x confirm_${bookingId}`)).toBeUndefined();
    expect(parseTap(`start_${bookingId}`)).toBeUndefined();
  });
});
