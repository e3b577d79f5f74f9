import type { SpecialistId } from '../../platform/ids.ts';
import type { OutsideCalendar, Project } from '../../projects/index.ts';

/** Somebody who has appointments in another calendar of the business. */
export interface Person {
  /** As that service counts its people. */
  readonly id: string;
  readonly name: string;
}

/**
 * Finds the specialist of a project that a person of another calendar is: the one whose configuration names the id, else
 * the only one of exactly this name whose configuration names no other id there. Letters' case does not count.
 *
 * @returns who it is; `undefined` when nobody, or several, could be meant
 */
export function matchPeople(
  { specialists }: Pick<Project, 'specialists'>,
  calendar: OutsideCalendar,
): (person: Person) => SpecialistId | undefined {
  const byId = new Map<string, SpecialistId>();
  const byName = new Map<string, SpecialistId[]>();
  for (const { specialistId, name, externalIds } of specialists) {
    const id = externalIds?.[calendar];
    if (id !== undefined) byId.set(id, specialistId);
    else byName.set(plain(name), [...(byName.get(plain(name)) ?? []), specialistId]);
  }
  return ({ id, name }) => {
    const named = byName.get(plain(name)) ?? [];
    return byId.get(id) ?? (named.length === 1 ? named[0] : undefined);
  };
}

const plain = (name: string): string =>
  name.normalize('NFC').trim().replace(/\s+/gu, ' ').toLocaleLowerCase('und');
