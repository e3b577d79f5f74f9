import { describe, expect, test } from 'vitest';
import { type Claim, judgeReply } from '../../../shared/agent/claims.ts';
import { renderReceipt } from '../../../shared/agent/receipts.ts';
import { statesBooking } from '../../../shared/agent/states-booking.ts';
import type { Offer, Receipt } from '../../../shared/conversations/index.ts';
import type { ConversationId, TurnId } from '../../../shared/platform/ids.ts';
import { ANNA, HAIRCUT, salon } from '../../steps/salon.ts';
import { PROJECT } from '../conversations/chat.ts';
import {
  FALSE_CLAIMS,
  HARMLESS,
  KNOWN_CAUGHT,
  KNOWN_MISSES,
  PARAPHRASES,
  PLAIN_TEXTS,
} from './law3-texts.ts';

const NOTHING = { committed: [], seen: new Map(), offers: new Map(), project: salon() };
const judge = (text: string, claims: Claim[] = [], known: object = {}) =>
  judgeReply({ text, claims }, { ...NOTHING, ...known }).kind;

const receipt: Receipt = {
  projectId: PROJECT,
  conversationId: 'C' as ConversationId,
  turnId: 'T' as TurnId,
  step: 1,
  effect: 'booked',
  bookingId: 'B' as Receipt['bookingId'],
  code: 'K7P2QX',
  status: 'PENDING',
  ...{ serviceId: HAIRCUT, serviceName: 'Haircut', specialistId: ANNA, specialistName: 'Anna' },
  startsAt: '2026-11-24T08:00:00.000Z',
  endsAt: '2026-11-24T08:30:00.000Z',
  timeZone: 'Europe/Kyiv',
};

test('there are enough of them', () => {
  expect(new Set(FALSE_CLAIMS).size).toBeGreaterThanOrEqual(200);
  expect(new Set(HARMLESS).size).toBeGreaterThanOrEqual(100);
});

describe('without a commit it never leaves', () => {
  test.each(FALSE_CLAIMS)('%s', (text) => {
    expect(judge(text)).toBe('false');
    expect(judge(`Дякую за повідомлення!\n${text}\nThank you!`)).toBe('false');
  });
});

describe('it may always be said', () => {
  test.each(HARMLESS)('%s', (text) => {
    expect(judge(text)).toBe('true');
  });
});

describe('by its build, without a word for booking,', () => {
  test('a false claim is caught, but for few that are known', () => {
    expect(new Set(PARAPHRASES).size).toBeGreaterThanOrEqual(3 * 60);
    expect(PARAPHRASES.filter((text) => !statesBooking(text))).toEqual(KNOWN_MISSES);
    expect(KNOWN_MISSES.length / PARAPHRASES.length).toBeLessThan(0.06);
  });

  test('it is caught among other sentences too', () => {
    const caught = PARAPHRASES.filter((text) => !KNOWN_MISSES.includes(text));
    const among = (text: string) => `Дякую за повідомлення!\n${text}\nThank you! 👋`;
    expect(caught.filter((text) => !statesBooking(among(text)))).toEqual([]);
  });

  test('a harmless text is not, but for very few that are known', () => {
    expect(PLAIN_TEXTS.length).toBeGreaterThanOrEqual(3 * 60);
    expect(PLAIN_TEXTS.filter(statesBooking)).toEqual(KNOWN_CAUGHT);
    expect(KNOWN_CAUGHT.length / PLAIN_TEXTS.length).toBeLessThan(0.01);
  });

  test('a text that is long, or made to be slow, is read within a moment', () => {
    const begun = performance.now();
    for (const part of ['не ', 'слово завтра вам ', ', котор', 'я ', `${'a'.repeat(500)} `, '1 ']) {
      statesBooking(part.repeat(20_000 / part.length));
    }
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});

describe('a true commit', () => {
  test.each(
    FALSE_CLAIMS.filter(
      (text) =>
        !/вільн|свободн|free|віконц|окно|opening|available|пропону|предлож|offer|AB12CD|\d [ap]m|\d[:\d]/i.test(
          text,
        ),
    ),
  )('is told by its receipt, whatever the model says of it: %s', (text) => {
    const claims: Claim[] = [{ kind: 'booked', reference: receipt.code }];
    expect(judge(text, claims, { committed: [receipt] })).not.toBe('false');
  });

  test.each(['uk', 'en', 'ru', 'de'])(
    'has a receipt that would be caught without it (%s)',
    (language) => {
      for (const effect of ['booked', 'moved', 'cancelled'] as const) {
        for (const status of ['PENDING', 'CONFIRMED']) {
          const text = renderReceipt({ ...receipt, effect, status }, language);
          expect(judge(text)).toBe('false');
          expect(judge(text, [], { committed: [{ ...receipt, effect, status }] })).not.toBe(
            'false',
          );
        }
      }
    },
  );

  test('covers no other code', () => {
    expect(judge('', [{ kind: 'booked', reference: 'OTHER1' }], { committed: [receipt] })).toBe(
      'false',
    );
    expect(judge('', [{ kind: 'moved', reference: receipt.code }], { committed: [receipt] })).toBe(
      'false',
    );
  });
});

describe('a free time', () => {
  const offer: Offer = {
    slotId: 's-1',
    serviceId: HAIRCUT,
    specialistId: ANNA,
    startsAt: '2026-11-24T08:00:00.000Z',
    endsAt: '2026-11-24T08:30:00.000Z',
  };
  const offers = new Map([[offer.slotId, offer]]);
  test.each([
    'Завтра вільно о 10:00.',
    'Вільні години завтра:\n• 10:00',
    'О 12:00 зайнято, але вільно о 10:00.',
    'В 10:00 свободно.',
    '10:00 is free, 12:00 is taken.',
    'I can offer 10 am.',
  ])('that was read may be told: %s', (text) => {
    expect(judge(text, [], { offers })).toBe('true');
  });
  test.each([
    'Завтра вільно о 11:00.',
    'Вільні години завтра:\n• 10:00\n• 11:00',
    'Свободно в 10:00 и в 14:30.',
    'I can offer 10 am or 3 pm.',
  ])('that was not read may not: %s', (text) => {
    expect(judge(text, [], { offers })).toBe('false');
  });
});
