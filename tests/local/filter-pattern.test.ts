import { describe, expect, it } from 'vitest';
import { matchesAny, readFilters } from '../../infra/local/events/filter-pattern.ts';

const change = {
  eventName: 'MODIFY',
  dynamodb: { NewImage: { entity: { S: 'Booking' }, price: { N: '5' } } },
};

describe('an event filter', () => {
  it.each([
    ['a value of the list', { eventName: ['INSERT', 'MODIFY'] }, true],
    ['none of the list', { eventName: ['REMOVE'] }, false],
    ['deep members', { dynamodb: { NewImage: { entity: { S: ['Booking'] } } } }, true],
    ['a member that is absent', { dynamodb: { OldImage: { entity: { S: ['Booking'] } } } }, false],
    [
      'exists: false of an absent one',
      { userIdentity: { principalId: [{ exists: false }] } },
      true,
    ],
    ['exists: true of an absent one', { userIdentity: { principalId: [{ exists: true }] } }, false],
    [
      'exists of an object, which is no leaf',
      { dynamodb: { NewImage: [{ exists: true }] } },
      false,
    ],
    ['prefix', { eventName: [{ prefix: 'MOD' }] }, true],
    ['suffix', { eventName: [{ suffix: 'IFX' }] }, false],
    ['anything-but', { eventName: [{ 'anything-but': ['REMOVE'] }] }, true],
    ['anything-but a prefix', { eventName: [{ 'anything-but': { prefix: 'MOD' } }] }, false],
    ['equals-ignore-case', { eventName: [{ 'equals-ignore-case': 'modify' }] }, true],
    ['$or', { $or: [{ eventName: ['REMOVE'] }, { eventName: ['MODIFY'] }] }, true],
    ['both members, one wrong', { eventName: ['MODIFY'], dynamodb: { x: ['y'] } }, false],
  ])('%s', (_, pattern, expected) => {
    expect(matchesAny([pattern], change)).toBe(expected);
  });

  it('compares numbers as numbers', () => {
    expect(matchesAny([{ a: [{ numeric: ['>', 0, '<=', 5] }] }], { a: 5 })).toBe(true);
    expect(matchesAny([{ a: [{ numeric: ['>', 0, '<=', 5] }] }], { a: 6 })).toBe(false);
    expect(matchesAny([{ a: [{ numeric: ['=', 5] }] }], { a: '5' })).toBe(false);
  });

  it('lets everything through when there is none', () => {
    expect(matchesAny([], change)).toBe(true);
  });

  it('refuses an operator it does not know', () => {
    const criteria = { Filters: [{ Pattern: '{"a":[{"wildcard":"x*"}]}' }] };
    expect(() => readFilters(criteria)).toThrow('wildcard');
  });
});
