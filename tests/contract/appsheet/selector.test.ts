import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { row, type Stand, stand } from './stand.ts';

let appsheet: Stand;
beforeAll(async () => {
  appsheet = await stand();
  await appsheet.invoke('Add', [
    row('b1', { ClientPhone: '+4912', Date: '11/24/2026', Duration: 30 }),
    row('b2', { ClientPhone: '+4913', Date: '12/01/2026', Duration: 90, Status: 'CONFIRMED' }),
    row('b3', { ClientPhone: '+4914', Date: '02/03/2027', Duration: 60, Status: 'CONFIRMED' }),
  ]);
});
afterAll(() => appsheet.close());

const ids = async (selector: string) =>
  (await appsheet.find(selector)).body.map(({ BookingID }: { BookingID: string }) => BookingID);

describe('a selector', () => {
  test.each([
    ['Filter(Bookings, [ClientPhone]="+4912")', ['b1']],
    ['FILTER("Bookings", [ClientPhone] = "+4912")', ['b1']],
    ["Filter('Bookings', [Status] = 'confirmed')", ['b2', 'b3']],
    ['Filter(Bookings, OR([BookingID]="b1",[BookingID]="b3"))', ['b1', 'b3']],
    ['Filter(Bookings, AND([Status]="CONFIRMED",[Duration]>60))', ['b2']],
    ['Filter(Bookings, NOT([Status]<>"CONFIRMED"))', ['b2', 'b3']],
    ['Filter(Bookings, [Date]>"11/30/2026")', ['b2', 'b3']],
    ['Filter(Bookings, [Date]<=DATE("2026-12-01"))', ['b1', 'b2']],
    ['Filter(Bookings, IN([BookingID], LIST("b2","b9")))', ['b2']],
    ['Filter(Bookings, IN([BookingID], {"b2","b3"}))', ['b2', 'b3']],
    ['Filter(Bookings, ISBLANK([Location]))', ['b1', 'b2', 'b3']],
    ['Filter(Bookings, TRUE)', ['b1', 'b2', 'b3']],
    ['Filter(Bookings, FALSE)', []],
    ['Filter(Bookings, CONTAINS([ClientPhone], "91"))', ['b1', 'b2', 'b3']],
    ['Select(Bookings[_ComputedKey], [Duration]>=60, true)', ['b2', 'b3']],
    ['OrderBy(Filter(Bookings, TRUE), [Duration], TRUE)', ['b2', 'b3', 'b1']],
    ['OrderBy(Bookings[BookingID], [Status], FALSE, [Duration], FALSE)', ['b3', 'b2', 'b1']],
    ['Top(OrderBy(Filter(Bookings, TRUE), [Date], TRUE), 1)', ['b3']],
  ])('%s', async (selector, found) => {
    expect(await ids(selector)).toEqual(found);
  });

  test('that is a bare condition is ignored: every row comes', async () => {
    expect(await ids('[BookingID]="b1"')).toHaveLength(3);
  });

  test.each([
    ['Filter(Bookings, [BookingID]="b1'],
    ['Filter(Bookings, [BookingID]="b""1")'],
    ['Filter(Bookings, [BookingID]="b\\"1")'],
    ['Filter(Clients, TRUE)'],
    ['Filter(Bookings, [Colour]="red")'],
    ['Filter(Bookings, BookingID="b1")'],
    ['Filter(Bookings, [BookingID])'],
    ['Filter(Bookings)'],
    ['Filter(Bookings, EXPLODE("b1"))'],
    ['Top([BookingID]="b1", 1)'],
  ])('that cannot be read is 400: %s', async (selector) => {
    const answer = await appsheet.find(selector);
    expect(answer).toMatchObject({ status: 400, body: { detail: expect.any(String) } });
  });

  test('with a foreign quote lets other rows in: nobody else guards it', async () => {
    const typed = 'x" , 1=1), TRUE) ';
    expect((await appsheet.find(`Filter(Bookings, OR([BookingID]="${typed}"))`)).status).toBe(400);
    expect(await ids('Filter(Bookings, OR([BookingID]="x",[BookingID]<>"y"))')).toHaveLength(3);
  });
});
