import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BookingId } from '../../../../shared/platform/ids.ts';
import { bookingIdOf, eventIdOf } from '../../../../shared/sync/google-calendar/event-id.ts';

const bookingId = fc
  .string({
    unit: fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
    minLength: 8,
    maxLength: 51,
  })
  .map((id) => id as BookingId);

it('is made of letters that Google takes, and names the booking again', () => {
  fc.assert(
    fc.property(bookingId, (id) => {
      const eventId = eventIdOf(id);
      expect(eventId).toMatch(/^[0-9a-v]{5,1024}$/);
      expect(bookingIdOf(eventId)).toBe(id);
    }),
  );
});

it('is never read out of an id that somebody else gave', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string({ unit: fc.constantFrom(...'0123456789abcdefghijklmnopqrstuv') }),
      ),
      (rest) => {
        for (const id of [rest, `frontdesk${rest}`]) {
          const read = bookingIdOf(id);
          if (read !== undefined) expect(eventIdOf(read)).toBe(id);
        }
      },
    ),
  );
  const id = eventIdOf('BOOKING0000000000001' as BookingId);
  // An occurrence of a series, a spelling of ours that ends differently, and ids of other programs.
  expect(bookingIdOf(`${id}_20261121T080000Z`)).toBeUndefined();
  expect(bookingIdOf(`${id}v`)).toBeUndefined();
  expect(bookingIdOf('4k2bm0qg5l7j9c1v3t5r7p9n1l')).toBeUndefined();
});
