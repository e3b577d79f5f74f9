import type { Instant } from '../../platform/clock.ts';
import type { AccessToken, AccountFailure, AccountResult } from '../../platform/oauth/index.ts';
import type { Page } from '../read-all.ts';

/** A scheduled meeting as its host's list shows it. Never the link by which she begins it. */
export interface Meeting {
  readonly id: string;
  readonly topic: string;
  /** A list cuts it after 250 characters. */
  readonly agenda: string;
  readonly startsAt: Instant;
  readonly minutes: number;
  readonly createdAt: Instant;
  /** For whoever comes. */
  readonly joinUrl: string;
}

/** A meeting as it is to be. */
export interface MeetingDraft {
  /** Up to 200 characters; whoever comes sees it. */
  readonly topic: string;
  /** Up to 2000 characters. */
  readonly agenda: string;
  readonly startsAt: Instant;
  /** In which its host sees it; Zoom does not know all of them, and then shows it in her own. */
  readonly timeZone: string;
  readonly minutes: number;
}

/** Why a call did not do what it was asked for. */
export type ZoomFailure =
  | AccountFailure
  /** There is no such meeting (any more), or it is not hers. */
  | { readonly kind: 'gone'; readonly why: string };

export type ZoomResult<Value> = AccountResult<Value, ZoomFailure>;

/** The calls of Zoom in the name of a person, one request each. */
export interface ZoomApi {
  /** Nothing makes it harmless to ask twice. Only invited people get in, once the host lets them. */
  create(draft: MeetingDraft): Promise<ZoomResult<Meeting>>;
  /** Its link stays. What people set up in it stays, too. */
  change(id: string, draft: MeetingDraft): Promise<ZoomResult<undefined>>;
  remove(id: string): Promise<ZoomResult<undefined>>;
  /** Her scheduled meetings, those of the last weeks included. */
  list(next?: string): Promise<AccountResult<Page<Meeting>>>;
}

/** Makes the calls of an account. */
export type ZoomApiFor = (accessToken: AccessToken) => ZoomApi;
