import { AuthorizationServer } from '../authorization-server.ts';

export const STAND_IN_CLIENT = 'calendly-stand-in-client';
export const STAND_IN_CLIENT_SECRET = 'calendly-stand-in-secret';

/** Calls of the token endpoint that one person's grants may cause in a minute. */
const TOKENS_PER_MINUTE = 8;
/** Calls of the API that one person on a paid plan may make in a minute. */
const CALLS_PER_MINUTE = 500;
const MINUTE_MS = 60_000;
const SCOPES =
  /^(users|event_types|availability|scheduled_events|webhooks|organizations|invitees):(read|write)$/;

export const ORGANIZATION = 'https://api.calendly.com/organizations/BBBBBBBBBBBBBBBB';
export const userUri = (id: string): string => `https://api.calendly.com/users/${id}`;

/** Somebody of the organization. */
export interface Member {
  readonly id: string;
  name: string;
  email: string;
  role: 'owner' | 'admin' | 'user';
}

export interface Event {
  readonly id: string;
  readonly name: string;
  readonly hosts: readonly string[];
  /** Epoch milliseconds. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** Kept free by the hosts, in minutes. */
  readonly bufferBefore: number;
  readonly bufferAfter: number;
  readonly createdAt: number;
  status: 'active' | 'canceled';
  updatedAt: number;
}

/** How often somebody may call. */
export interface Pace {
  /** Whether this call may be made. */
  readonly isWithin: boolean;
  readonly limit: number;
  readonly left: number;
  /** Seconds until the minute is over. */
  readonly reset: number;
}

/** What the stand-in remembers between two requests: who granted what, one organization and its meetings. */
export class CalendlyState {
  readonly people = new AuthorizationServer(
    {
      client: { id: STAND_IN_CLIENT, secret: STAND_IN_CLIENT_SECRET },
      person: { id: 'AAAAAAAAAAAAAAAA', email: 'owner@calendly.example', name: 'Olena Owner' },
      codeSeconds: 600,
      accessSeconds: 7200,
      rotates: true,
      pkce: 'taken',
      choosesScopes: true,
      scopesJoinedBy: /\s+/,
      knowsScope: (scope) => SCOPES.test(scope),
    },
    'calendly',
  );
  readonly members = new Map<string, Member>();
  readonly events = new Map<string, Event>();
  callsPerMinute = CALLS_PER_MINUTE;
  nextId = 1;
  #counts = new Map<string, { minute: number; count: number }>();

  constructor() {
    this.reset();
  }

  /** Counts a call of the token endpoint. @returns false when it is one too many */
  mayAsk(personId: string, now: number): boolean {
    return this.#count(`token ${personId}`, now, TOKENS_PER_MINUTE).isWithin;
  }

  /** Counts a call of the API. */
  pace(personId: string, now: number): Pace {
    return this.#count(`api ${personId}`, now, this.callsPerMinute);
  }

  #count(what: string, now: number, limit: number): Pace {
    const minute = Math.floor(now / MINUTE_MS);
    const known = this.#counts.get(what);
    const count = (known?.minute === minute ? known.count : 0) + 1;
    this.#counts.set(what, { minute, count });
    const reset = Math.max(1, Math.ceil(((minute + 1) * MINUTE_MS - now) / 1000));
    return { isWithin: count <= limit, limit, left: Math.max(0, limit - count), reset };
  }

  /** Forgets all but grants, which the layer of sign-ins forgets. */
  reset(): void {
    this.#counts.clear();
    this.events.clear();
    this.members.clear();
    this.callsPerMinute = CALLS_PER_MINUTE;
    this.nextId = 1;
    const { id, name, email } = this.people.person;
    this.members.set(id, { id, name, email, role: 'owner' });
  }
}
