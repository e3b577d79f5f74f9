import type { Instant } from '../../platform/clock.ts';
import type { SpecialistId } from '../../platform/ids.ts';
import type { Project } from '../../projects/index.ts';

/** A span of time in which somebody has something else to do; end exclusive. */
export interface BusySpan {
  readonly specialistId: SpecialistId;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** An entry of people that says neither clearly that its time is taken nor that it is free. */
export interface UnreadableEntry {
  readonly specialistId: SpecialistId;
  /** Where a person finds it: the worksheet or calendar, and which row or event: `Анна, 12`. */
  readonly where: string;
  /** What is wrong with it: a word of the texts (`busyTexts`), which say it in the project's language. */
  readonly why: string;
}

/** Somebody who has time taken at a service, and whom nobody has matched with a specialist: it blocks nothing. */
export interface UnmatchedPerson {
  /** As the service knows her: the value of `specialists[].external_ids`. */
  readonly id: string;
  readonly name: string;
}

/** What a place says about the time of its people. */
export type BusyReading =
  /** Nothing has changed since the cursor: what was imported holds. */
  | { readonly kind: 'unchanged'; readonly cursor?: string }
  | {
      readonly kind: 'read';
      /** Everything of people's own that takes time of the span that was asked for; nothing of ours. */
      readonly busy: readonly BusySpan[];
      readonly unreadable: readonly UnreadableEntry[];
      /** Whose time it could not be said to be, of those who have some taken; absent: the place knows no people. */
      readonly unmatched?: readonly UnmatchedPerson[];
      /** Given back with the next question, so that the service can answer `unchanged`. */
      readonly cursor?: string;
    }
  /** It is not known: what was imported last holds. */
  | {
      readonly kind: 'failed';
      /** For people; names no credential. */
      readonly why: string;
      /** The service asks for patience: it is not asked before. */
      readonly retryAfterSeconds?: number;
      /** The service has forgotten the cursor: the next question comes without it. */
      readonly cursorGone?: true;
    };

/** Which part of a place is asked for. */
export interface BusyQuestion {
  readonly project: Project;
  readonly place: string;
  /** The span of time that counts: what lies outside of it may be left out. */
  readonly from: Instant;
  readonly to: Instant;
  readonly now: Instant;
  /** What the place answered last; absent: everything is wanted. */
  readonly cursor?: string;
  /** The same, also when everything is wanted: for what else is to be known of what happened since. */
  readonly since?: string;
}

/** Which places of one kind a project has. */
export interface BusyPlaces {
  /** The name of its destination: keys of the table and of the intervals carry it, so it never changes. */
  readonly name: string;
  /** Every place of the project that is read; none when the project is not connected. Asks no service. */
  readonly places: (project: Project) => Promise<readonly string[]>;
}

/**
 * One kind of place whose own entries block time: beside its destination in the same folder, and a line of the doors
 * that import.
 */
export interface BusySource extends BusyPlaces {
  /**
   * The whole truth of a place from `from` to `to`, or that it is unchanged since `cursor`. Never throws for what the
   * service answers, and does not try again itself.
   */
  readonly read: (question: BusyQuestion) => Promise<BusyReading>;
}
