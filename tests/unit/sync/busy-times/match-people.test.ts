import { describe, expect, it } from 'vitest';
import type { SpecialistId } from '../../../../shared/platform/ids.ts';
import { matchPeople } from '../../../../shared/sync/index.ts';

const specialist = (id: string, name: string, altegio?: string) => ({
  ...{ specialistId: id as SpecialistId, name },
  ...(altegio === undefined ? {} : { externalIds: { altegio } }),
});
const SALON = {
  specialists: [
    specialist('S1', 'Анна', '70'),
    specialist('S2', 'Ольга Ї.'),
    specialist('S3', 'Марія'),
    specialist('S4', 'марія'),
  ],
};

describe('a person of another calendar', () => {
  it.each([
    ['whose id the configuration names, whatever her name', { id: '70', name: 'Ольга Ї.' }, 'S1'],
    ['of the same name', { id: '71', name: ' ОЛЬГА  ї. ' }, 'S2'],
    [
      'of the same name in other code points',
      { id: '71', name: 'Ольга Ї.'.normalize('NFD') },
      'S2',
    ],
    ['whose name has somebody who is another one there', { id: '72', name: 'Анна' }, undefined],
    ['whose name two have', { id: '73', name: 'Марія' }, undefined],
    ['whom nobody knows', { id: '74', name: 'Ірина' }, undefined],
  ])('%s', (_, person, expected) => {
    expect(matchPeople(SALON, 'altegio')(person)).toBe(expected);
  });

  it('is looked for among the ids of her own calendar only', () => {
    expect(matchPeople(SALON, 'square')({ id: '70', name: 'Анна' })).toBe('S1');
    expect(matchPeople(SALON, 'square')({ id: '70', name: 'Ірина' })).toBeUndefined();
  });
});
