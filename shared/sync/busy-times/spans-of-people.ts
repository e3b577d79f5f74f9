import type { Instant } from '../../platform/clock.ts';
import type { SpecialistId } from '../../platform/ids.ts';
import type { BusyQuestion, BusyReading, BusySpan } from './busy-source.ts';
import type { Person } from './match-people.ts';

/** Time that somebody has taken at a service; end exclusive. */
export interface TakenByPerson {
  readonly person: Person;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** An entry at a service that does not say clearly which time of somebody it takes. */
export interface UnclearEntry {
  readonly person: Person;
  /** Where a person finds it, and what is wrong with it: as `UnreadableEntry` has them. */
  readonly where: string;
  readonly why: string;
}

/** What a service says about the time of its people. */
export interface TakenTimes {
  readonly taken: readonly TakenByPerson[];
  readonly unclear: readonly UnclearEntry[];
}

/**
 * Whose time it is here.
 *
 * @param span the one that counts: what lies outside of it is nobody's business
 * @param whoIs the specialist that a person of the service is
 * @returns `unmatched`: each once, those who are nobody here; their time blocks nothing
 */
export function spansOfPeople(
  { taken, unclear }: TakenTimes,
  { from, to }: Pick<BusyQuestion, 'from' | 'to'>,
  whoIs: (person: Person) => SpecialistId | undefined,
): Omit<Extract<BusyReading, { kind: 'read' }>, 'kind' | 'cursor'> {
  const within = taken.filter(({ startsAt, endsAt }) => startsAt < to && from < endsAt);
  const busy = within.flatMap(({ person, startsAt, endsAt }): BusySpan[] => {
    const specialistId = whoIs(person);
    return specialistId === undefined ? [] : [{ specialistId, startsAt, endsAt }];
  });
  const unreadable = unclear.flatMap(({ person, where, why }) => {
    const specialistId = whoIs(person);
    return specialistId === undefined ? [] : [{ specialistId, where, why }];
  });
  const people = [...within, ...unclear].map(({ person }) => person);
  const unmatched = new Map(
    people.filter((one) => whoIs(one) === undefined).map((one) => [one.id, one]),
  );
  return { busy, unreadable, unmatched: [...unmatched.values()] };
}
