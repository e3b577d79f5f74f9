import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencyDigits, majorUnits, minorUnits } from '../../../shared/contracts/money.ts';

describe('money on the wire', () => {
  it.each([
    [450, 'UAH', 45_000],
    [450.5, 'UAH', 45_050],
    [0.1, 'UAH', 10],
    [0.29, 'UAH', 29],
    [1.1, 'KWD', 1_100],
    [1.005, 'KWD', 1_005],
    [500, 'JPY', 500],
    [0, 'UAH', 0],
  ])('%d %s is %d minor units', (amount, currency, minor) => {
    expect(minorUnits(amount, currency)).toBe(minor);
    expect(majorUnits(minor, currency)).toBe(amount);
  });

  it.each([
    [0.001, 'UAH'],
    [0.1, 'JPY'],
    [1e-7, 'UAH'],
    [1e21, 'UAH'],
    [-5, 'UAH'],
    [Number.NaN, 'UAH'],
    [Number.POSITIVE_INFINITY, 'UAH'],
    [5, 'XXXX'],
    [5, 'uah'],
  ])('%d %s is no amount', (amount, currency) => {
    expect(minorUnits(amount, currency)).toBeUndefined();
  });

  it('comes back as it went, for every amount and currency', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000_000_000 }),
        fc.constantFrom('UAH', 'USD', 'EUR', 'JPY', 'KWD'),
        (minor, currency) => {
          expect(minorUnits(majorUnits(minor, currency), currency)).toBe(minor);
        },
      ),
    );
  });

  it('knows the decimals of a currency', () => {
    expect(['UAH', 'JPY', 'KWD', '', 'hryvnia'].map(currencyDigits)).toEqual([
      2,
      0,
      3,
      undefined,
      undefined,
    ]);
  });
});
