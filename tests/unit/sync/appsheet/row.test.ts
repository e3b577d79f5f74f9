import { describe, expect, test } from 'vitest';
import { addSeconds } from '../../../../shared/platform/clock.ts';
import type { SpecialistId } from '../../../../shared/platform/ids.ts';
import {
  COLUMNS,
  differencesOf,
  fingerprintOf,
  ownColumns,
  rowOf,
} from '../../../../shared/sync/appsheet/row.ts';
import { aBooking, PROJECT } from './a-booking.ts';

const WHOLE = {
  BookingID: 'BOOKING00001',
  ModelName: 'Анна',
  ClientName: 'Олена',
  ClientEmail: '',
  ClientPhone: '+380501234567',
  Date: '2026-11-24',
  Time: '15:00',
  Duration: 60,
  Location: 'Хрещатик 1, Київ',
  LocationType: 'BUSINESS',
  TotalAmount: 450.5,
  Status: 'PENDING',
  ConfirmationCode: 'K7M2',
};
const wanted = (fields = {}) => ownColumns(rowOf(aBooking(fields), PROJECT));

describe('the row of a booking', () => {
  test('has exactly the columns that were asked for', () => {
    expect(rowOf(aBooking(), PROJECT)).toEqual(WHOLE);
    expect(Object.keys(WHOLE)).toEqual([...COLUMNS]);
  });

  test.each([
    ['2026-03-29T00:30:00.000Z', '2026-03-29', '02:30'],
    ['2026-03-29T01:00:00.000Z', '2026-03-29', '04:00'],
    ['2026-10-25T00:30:00.000Z', '2026-10-25', '03:30'],
    ['2026-10-25T01:30:00.000Z', '2026-10-25', '03:30'],
    ['2026-12-31T22:15:00.000Z', '2027-01-01', '00:15'],
  ])('tells %s by the clock of its zone: %s %s', (startsAt, day, time) => {
    const endsAt = addSeconds(startsAt, 1800);
    expect(rowOf(aBooking({ startsAt, endsAt }), PROJECT)).toMatchObject({
      Date: day,
      Time: time,
      Duration: 30,
    });
  });

  test('names the place of the specialist before that of the business', () => {
    const maria = aBooking({ specialistId: 'maria' as SpecialistId });
    expect(rowOf(maria, PROJECT)).toMatchObject({ Location: 'Подол', LocationType: 'SPECIALIST' });
    expect(rowOf(aBooking(), { specialists: [] })).toMatchObject({
      Location: '',
      LocationType: '',
    });
  });

  test('counts money as people do', () => {
    expect(wanted({ price: 500, currency: 'JPY' })).toMatchObject({ TotalAmount: 500 });
    const { price: _, ...free } = aBooking();
    expect(rowOf(free, PROJECT).TotalAmount).toBe('');
  });

  test.each(['=IMPORTXML("x")', '+1', '-1', '@x', '\t=1'])(
    'never carries a formula: %j',
    (clientName) => {
      expect(wanted({ clientName }).ClientName).toBe(`'${clientName}`);
      expect(wanted({ clientName: `a${clientName}` }).ClientName).toBe(`a${clientName}`);
    },
  );

  test('leaves the columns to people that we know nothing for', () => {
    const { clientPhone: _, ...booking } = aBooking();
    const own = ownColumns(rowOf(booking, PROJECT));
    expect(own).not.toHaveProperty('ClientPhone');
    expect(own).not.toHaveProperty('ClientEmail');
    expect(differencesOf(own, { ...WHOLE, ClientPhone: '1', ClientEmail: 'a@b.c' })).toEqual([]);
  });
});

describe('a row of the app', () => {
  const shown = {
    ...WHOLE,
    _RowNumber: '2',
    Time: '15:00:00',
    Duration: '60',
    TotalAmount: '450.50',
  };

  test.each([
    ['as AppSheet shows it', {}],
    ['with a time of twelve hours', { Time: '3:00 PM' }],
    ['with a currency sign', { TotalAmount: '₴450.50' }],
    ['with another spelling of the phone', { ClientPhone: '380 (50) 123-45-67' }],
    ['with blanks around', { Status: ' PENDING ' }],
    ['with an e-mail somebody added', { ClientEmail: 'olena@example.com' }],
  ])('is the same %s', (_, fields) => {
    expect(differencesOf(wanted(), { ...shown, ...fields })).toEqual([]);
    expect(fingerprintOf({ ...shown, ...fields })).toBe(fingerprintOf(rowOf(aBooking(), PROJECT)));
  });

  test.each(
    Object.entries({
      ModelName: 'Марія',
      ClientName: 'Ольга',
      ClientPhone: '+380501234568',
      Date: '2026-11-25',
      Time: '03:00',
      Duration: '90',
      Location: '',
      LocationType: 'X',
      TotalAmount: '450.51',
      Status: 'CONFIRMED',
      ConfirmationCode: 'K7M3',
    }),
  )('is another one with another %s', (name, value) => {
    expect(differencesOf(wanted(), { ...shown, [name]: value })).toEqual([name]);
    const other = fingerprintOf({ ...shown, [name]: value });
    expect(other).not.toBe(fingerprintOf(shown));
  });

  test('without its blank columns is the same', () => {
    const { price: _, ...free } = aBooking();
    const { TotalAmount: __, ...found } = shown;
    expect(differencesOf(ownColumns(rowOf(free, PROJECT)), found)).toEqual([]);
  });
});
