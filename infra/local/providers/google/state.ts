import { AuthorizationServer } from '../authorization-server.ts';
import { DEFAULT_PROJECT, makeAccount, type ServiceAccount } from './account.ts';
import type { Calendar } from './calendar/calendar.ts';
import type { Spreadsheet } from './sheets/spreadsheet.ts';

/** Who stands behind an access token: a service account, or a person who granted something. */
export interface Token {
  readonly account: Pick<ServiceAccount, 'email' | 'projectId' | 'delegation' | 'disabled'>;
  readonly scopes: ReadonlySet<string>;
  /** Epoch ms, virtual. */
  readonly expiresAt: number;
}

/** Requests per minute of virtual time (null = none), and how the calendar behaves. */
export interface Limits {
  sheetsPerUser: number | null;
  sheetsPerProject: number | null;
  calendarPerUser: number | null;
  calendarPerProject: number | null;
  /** How Calendar says that it is too much. */
  calendarOver: 403 | 429;
  /** At most so many items in a page of events, whatever was asked for; null = as asked. */
  calendarPage: number | null;
  /** Whether the first page of a list is empty, with all of it on the next ones. */
  calendarEmptyPage: boolean;
  /** Virtual days until a sync token is no longer valid. */
  syncTokenDays: number;
  /** Virtual seconds until a Meet link is there. */
  meetSeconds: number;
  /** Whether the `sync` notification of a new channel comes before the answer to `watch`. */
  syncBeforeAnswer: boolean;
}

const DEFAULT_LIMITS: Limits = {
  sheetsPerUser: 60,
  sheetsPerProject: 300,
  calendarPerUser: 600,
  calendarPerProject: 10_000,
  calendarOver: 403,
  calendarPage: null,
  calendarEmptyPage: false,
  syncTokenDays: 30,
  meetSeconds: 2,
  syncBeforeAnswer: true,
};

const MINUTE_MS = 60_000;
const WEEK_SECONDS = 7 * 86_400;
/** Six months without use end what was granted. */
const IDLE_SECONDS = 182 * 86_400;
export const STAND_IN_CLIENT = 'stand-in.apps.googleusercontent.com';
export const STAND_IN_CLIENT_SECRET = 'GOCSPX-stand-in-secret';
/** Scopes that Google knows. */
export const SCOPE =
  /^(https:\/\/(www\.googleapis\.com\/auth\/[\w.]+|mail\.google\.com\/)|openid|email|profile)$/;

/** Everything the stand-in remembers between two requests. */
export class GoogleState {
  tokens = new Map<string, Token>();
  spreadsheets = new Map<string, Spreadsheet>();
  calendars = new Map<string, Calendar>();
  limits: Limits = { ...DEFAULT_LIMITS };
  /** How many of the next Meet links fail. */
  meetFailures = 0;
  /** The application is in the status "Testing": what is granted to it ends after a week. */
  testing = false;
  readonly people = new AuthorizationServer(
    {
      client: { id: STAND_IN_CLIENT, secret: STAND_IN_CLIENT_SECRET },
      person: {
        id: '10769150350006150715113082367',
        email: 'owner@gmail.example',
        name: 'Olena Owner',
      },
      codeSeconds: 600,
      accessSeconds: 3599,
      rotates: false,
      pkce: 'taken',
      choosesScopes: true,
      scopesJoinedBy: /\s+/,
      knowsScope: (scope) => SCOPE.test(scope),
      // Only the first time, unless the page asked for it by name.
      givesRefresh: (first, page) =>
        page.get('access_type') === 'offline' && (first || page.get('prompt') === 'consent'),
      refreshSeconds: () => (this.testing ? WEEK_SECONDS : Number.POSITIVE_INFINITY),
      idleSeconds: IDLE_SECONDS,
      revokesAll: true,
    },
    'stand-in-google',
  );
  #accounts: Map<string, ServiceAccount> | undefined;
  #counts = new Map<string, { minute: number; count: number }>();

  reset(): void {
    this.testing = false;
    this.people.reset();
    this.tokens.clear();
    this.spreadsheets.clear();
    this.calendars.clear();
    this.limits = { ...DEFAULT_LIMITS };
    this.meetFailures = 0;
    this.#accounts = undefined;
    this.#counts.clear();
  }

  /** By e-mail. The default one is made when somebody looks: not every cloud has to do with Google. */
  get accounts(): Map<string, ServiceAccount> {
    if (!this.#accounts) {
      const account = makeAccount();
      this.#accounts = new Map([[account.email, account]]);
    }
    return this.#accounts;
  }

  /** Who asks, if the token still holds. */
  token(bearer: string, now: number): Token | undefined {
    const known = this.tokens.get(bearer);
    if (known) return known.expiresAt > now && !known.account.disabled ? known : undefined;
    const granted = this.people.holder(bearer, now);
    if (!granted) return undefined;
    const { email } = granted.person;
    const account = { email, projectId: DEFAULT_PROJECT, delegation: true, disabled: false };
    return { account, scopes: new Set(granted.scopes), expiresAt: Number.POSITIVE_INFINITY };
  }

  /** Counts a request. @returns false when the minute's quota is spent */
  count(what: string, limit: number | null, now: number): boolean {
    const minute = Math.floor(now / MINUTE_MS);
    const known = this.#counts.get(what);
    const count = known?.minute === minute ? known.count : 0;
    if (limit !== null && count >= limit) return false;
    this.#counts.set(what, { minute, count: count + 1 });
    return true;
  }
}
