import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forecastOf, monthAt, quotaAlerts } from '../../../shared/billing/index.ts';
import { SHARDS, shareOf } from '../../../shared/billing/turn-count.ts';

const ZONES = ['UTC', 'Europe/Kyiv', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Beirut'];

test('every instant lies in the month that the wall shows, and months join', () => {
  const instants = fc.date({
    min: new Date('2026-01-01T00:00:00Z'),
    max: new Date('2028-01-01T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), instants, (timeZone, date) => {
      const now = date.toISOString();
      const { name, from, to } = monthAt(now, timeZone);
      expect(from <= now && now < to).toBe(true);
      const format = new Intl.DateTimeFormat('sv', { timeZone, year: 'numeric', month: '2-digit' });
      expect(name).toBe(format.format(date));
      expect(monthAt(to, timeZone).from).toBe(to);
      expect(monthAt(new Date(Date.parse(from) - 1).toISOString(), timeZone).to).toBe(from);
    }),
  );
});

test('a month in Kyiv begins with its summer or winter time', () => {
  expect(monthAt('2026-10-31T22:30:00.000Z', 'Europe/Kyiv')).toEqual({
    name: '2026-11',
    from: '2026-10-31T22:00:00.000Z',
    to: '2026-11-30T22:00:00.000Z',
  });
  expect(monthAt('2026-10-01T12:00:00.000Z', 'Europe/Kyiv')).toMatchObject({
    from: '2026-09-30T21:00:00.000Z',
    to: '2026-10-31T22:00:00.000Z',
  });
});

test('the shares of the counters are the limit', () => {
  fc.assert(
    fc.property(fc.nat(5_000), (limit) => {
      const shares = Array.from({ length: SHARDS }, (_, shard) => shareOf(shard, limit));
      expect(shares.reduce((sum, one) => sum + one, 0)).toBe(limit);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    }),
  );
});

test('a forecast goes on as the month went so far, and is none in its first three days', () => {
  const month = monthAt('2026-11-15T00:00:00.000Z', 'UTC');
  expect(forecastOf(90, month, '2026-11-02T00:00:00.000Z')).toBeUndefined();
  expect(forecastOf(90, month, '2026-11-04T00:00:00.000Z')).toBe(900);
  expect(forecastOf(500, month, '2026-11-16T00:00:00.000Z')).toBe(1_000);
});

test('people are warned by the forecast first, then at 80 %, then at the end', () => {
  const month = monthAt('2026-11-15T00:00:00.000Z', 'UTC');
  const middle = '2026-11-16T00:00:00.000Z';
  expect(quotaAlerts(500, 1_000, month, middle)).toEqual([]);
  expect(quotaAlerts(501, 1_000, month, middle)).toEqual(['quota_forecast']);
  expect(quotaAlerts(799, 1_000, month, '2026-11-30T00:00:00.000Z')).toEqual([]);
  expect(quotaAlerts(800, 1_000, month, '2026-11-30T00:00:00.000Z')).toEqual(['quota_close']);
  expect(quotaAlerts(1_000, 1_000, month, '2026-11-01T00:00:00.000Z')).toEqual(['quota_spent']);
});
