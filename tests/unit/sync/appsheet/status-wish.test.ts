import { describe, expect, test } from 'vitest';
import { editedStatus, stillWished } from '../../../../shared/sync/index.ts';

const body = (fields = {}) => ({ BookingID: 'BOOKING00001', Status: 'CONFIRMED', ...fields });

describe('a row edited in the app', () => {
  test('wishes its status, and tells what was there and who wants it', () => {
    const told = body({ StatusBefore: 'PENDING', ChangedBy: 'lukas@example.com', Extra: 1 });
    expect(editedStatus(told)).toEqual({
      bookingId: 'BOOKING00001',
      status: 'CONFIRMED',
      was: 'PENDING',
      by: 'lukas@example.com',
    });
    expect(editedStatus(body())).toEqual({ bookingId: 'BOOKING00001', status: 'CONFIRMED' });
    expect(editedStatus(body({ StatusBefore: '', ChangedBy: '' }))).not.toHaveProperty('was');
  });

  test('wishes nothing when its status is as before', () => {
    expect(editedStatus(body({ StatusBefore: 'CONFIRMED' }))).toBeUndefined();
  });

  test.each([
    ['no object', null],
    ['a list', [body()]],
    ['no booking', { Status: 'CONFIRMED' }],
    ['no status', { BookingID: 'BOOKING00001' }],
    ['a status in other letters', body({ Status: 'Confirmed' })],
    ['a status of another language', body({ Status: 'Підтверджено' })],
    ['a blank status', body({ Status: ' ' })],
    ['a number', body({ Status: 1 })],
    ['a strange status before', body({ StatusBefore: 'NEW' })],
    ['a booking id of another form', body({ BookingID: 'P#salon#' })],
    ['an endless name', body({ ChangedBy: 'x'.repeat(201) })],
    ['a template nobody filled', body({ Status: '<<[Status]>>' })],
  ])('is refused with %s', (_, edited) => {
    expect(editedStatus(edited)).toMatchObject({ refused: 'invalid_edit' });
  });
});

describe('a wish', () => {
  const wish = { bookingId: 'BOOKING00001', status: 'CONFIRMED', was: 'PENDING' } as never;

  test('is one while the booking stands as its author saw it', () => {
    expect(stillWished(wish, { status: 'PENDING' })).toBe(true);
    expect(stillWished(wish, { status: 'CONFIRMED' })).toBe(false);
    expect(stillWished(wish, { status: 'IN_PROGRESS' })).toBe(false);
  });

  test('without what was before is one as long as it is not fulfilled', () => {
    const blind = { bookingId: 'BOOKING00001', status: 'CONFIRMED' } as never;
    expect(stillWished(blind, { status: 'IN_PROGRESS' })).toBe(true);
    expect(stillWished(blind, { status: 'CONFIRMED' })).toBe(false);
  });
});
