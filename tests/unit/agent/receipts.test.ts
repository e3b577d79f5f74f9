import { describe, expect, test } from 'vitest';
import { renderReceipt, renderReceipts } from '../../../shared/agent/receipts.ts';
import { statesBooking } from '../../../shared/agent/states-booking.ts';
import { EFFECTS, type Receipt } from '../../../shared/conversations/receipt.ts';

const receipt = (different: Partial<Receipt> = {}): Receipt =>
  ({
    projectId: 'salon',
    conversationId: 'C',
    turnId: 'T',
    step: 1,
    effect: 'booked',
    bookingId: 'B',
    code: 'ABC123',
    status: 'PENDING',
    serviceId: 'haircut',
    serviceName: 'Стрижка',
    specialistId: 'anna',
    specialistName: 'Анна',
    startsAt: '2026-11-24T13:00:00.000Z',
    endsAt: '2026-11-24T13:30:00.000Z',
    timeZone: 'Europe/Kyiv',
    price: 45_000,
    currency: 'UAH',
    ...different,
  }) as Receipt;

describe.each(['uk', 'en', 'ru'])('a receipt in %s', (language) => {
  test.each(EFFECTS)(
    'of what was %s carries service, specialist, local time and code',
    (effect) => {
      const text = renderReceipt(receipt({ effect }), language);
      for (const part of ['Стрижка', 'Анна', '15:00', '24', 'ABC123', '450']) {
        expect(text).toContain(part);
      }
    },
  );

  test('of a request that waits promises no booking yet', () => {
    const [first = ''] = renderReceipt(receipt(), language).split('\n');
    expect(first).toMatch(/запит|request|запрос/);
    expect(first).not.toMatch(/записано|You are booked|Вы записаны/);
    const [confirmed = ''] = renderReceipt(receipt({ status: 'CONFIRMED' }), language).split('\n');
    expect(confirmed).toMatch(/записано|You are booked|Вы записаны/);
  });

  test('would never pass as words of the model', () => {
    for (const effect of EFFECTS) {
      for (const status of ['PENDING', 'CONFIRMED']) {
        expect(statesBooking(renderReceipt(receipt({ effect, status }), language))).toBe(true);
      }
    }
  });
});

test('a language that the product does not speak gets English', () => {
  expect(renderReceipt(receipt(), 'pl')).toContain('Booking code: ABC123');
});

test('prices are rendered in the currency’s own units, or not at all', () => {
  expect(renderReceipt(receipt({ price: 1_500, currency: 'JPY' }), 'en')).toContain('1,500');
  expect(renderReceipt(receipt({ price: 4_550, currency: 'EUR' }), 'en')).toContain('45.50');
  const { price: _price, ...free } = receipt();
  expect(renderReceipt(free as Receipt, 'en')).not.toContain('Price');
});

test('of several changes to one booking only the last is told, of several bookings each', () => {
  const told = renderReceipts(
    [
      receipt({ step: 2, effect: 'moved', startsAt: '2026-11-25T08:00:00.000Z' }),
      receipt({ step: 1 }),
      receipt({ step: 3, code: 'XYZ789' }),
    ],
    'en',
  );
  expect(told.match(/ABC123/g)).toHaveLength(1);
  expect(told).toContain('10:00');
  expect(told).toContain('XYZ789');
});
