import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readAll } from '../../steps/bookings.ts';
import { type Front, PROJECT, startFront } from './front.ts';

let front: Front;

beforeAll(async () => {
  front = await startFront();
});
afterAll(() => front.close());
beforeEach(() => {
  front.sendpulse.reset();
  front.anthropic.reset();
});

const bookings = async () =>
  (await readAll(front.dynoxide.endpoint, front.dynoxide.tableName, PROJECT)).bookings;

test('a burst of Ukrainian messages is booked and answered once, with a receipt', async () => {
  const contactId = 'c1';
  await front.write({ contactId, text: 'Добрий день!' });
  await front.write({ contactId, text: 'Хочу на стрижку до Анни' });
  await front.write({ contactId, text: 'завтра о 12:00' });
  await front.answer();
  const [booking] = await bookings();
  console.error(front.sent());
  expect(front.sent()).toHaveLength(1);
  expect(booking).toMatchObject({ serviceName: 'Haircut', specialistName: 'Anna', status: 'PENDING' });
  expect(front.sent()[0]).toContain(booking?.code);
});
