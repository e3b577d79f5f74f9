import type { Instant } from '../../platform/clock.ts';
import type { AccessToken, AccountResult } from '../../platform/oauth/index.ts';
import type { Person } from '../busy-times/match-people.ts';
import type { Page } from '../read-all.ts';

/** A person whom a meeting takes time, with what she keeps free before and behind it. */
export interface CalendlyHost {
  /** `id`: the last part of her address (URI). */
  readonly person: Person;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** A meeting that somebody booked, and that is not cancelled. */
export interface CalendlyEvent {
  readonly uri: string;
  readonly hosts: readonly CalendlyHost[];
}

/** Whose meetings are asked for: of all people of an organization, or of one. Both are addresses (URI). */
export type CalendlyScope = { readonly organization: string } | { readonly user: string };

/** The calls of Calendly that are needed here, one request each. */
export interface CalendlyApi {
  /** Who signed in, and in which organization she is, if in one. */
  me(): Promise<AccountResult<{ readonly user: string; readonly organization?: string }>>;
  /**
   * Meetings that begin in a span of time.
   *
   * @returns `forbidden` when the person may not see those of the others
   */
  events(query: {
    readonly of: CalendlyScope;
    readonly from: Instant;
    readonly to: Instant;
    readonly next?: string;
  }): Promise<AccountResult<Page<CalendlyEvent>>>;
}

/** Implemented by the provider. */
export type CalendlyApiFor = (accessToken: AccessToken) => CalendlyApi;
