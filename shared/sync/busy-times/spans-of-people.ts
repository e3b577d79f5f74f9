import type { Instant } from '../../platform/clock.ts';
import type { SpecialistId } from '../../platform/ids.ts';
import type { BusySpan, UnmatchedPerson } from './busy-source.ts';
import type { Person } from './match-people.ts';

/** Time that somebody has taken at a service; end exclusive. */
export interface TakenByPerson {
  readonly person: Person;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/**
 * Whose time it is here.
 *
 * @param whoIs the specialist that a person of the service is
 * @returns `unmatched`: each once, those who are nobody here; their time blocks nothing
 */
export function spansOfPeople(
  taken: readonly TakenByPerson[],
  whoIs: (person: Person) => SpecialistId | undefined,
): { readonly busy: readonly BusySpan[]; readonly unmatched: readonly UnmatchedPerson[] } {
  const busy: BusySpan[] = [];
  const unmatched = new Map<string, UnmatchedPerson>();
  for (const { person, startsAt, endsAt } of taken) {
    const specialistId = whoIs(person);
    if (specialistId === undefined) unmatched.set(person.id, person);
    else busy.push({ specialistId, startsAt, endsAt });
  }
  return { busy, unmatched: [...unmatched.values()] };
}
