import { randomBytes } from 'node:crypto';

/** The company that is there from the start, and who may ask for it. */
export const DEMO = {
  company: 'demosalon',
  login: 'admin',
  key: 'sb-stand-in-user-key',
} as const;

export interface User {
  login: string;
  key: string;
  blocked: boolean;
  /** Her sign-in asks for a second factor. */
  twoFactor: boolean;
  /** May look at the report of bookings. */
  seesBookings: boolean;
  /** The REST side does not know her key, the JSON-RPC side does. */
  rpcOnly: boolean;
}

/** Somebody who serves; JSON-RPC calls her a unit. */
export interface Person {
  id: number;
  name: string;
  active: boolean;
}

export type BookingStatus = 'confirmed' | 'confirmed_pending' | 'pending' | 'canceled';

export interface Booking {
  id: number;
  code: string;
  providerId: number;
  client: string;
  /** Wall clock of the company, `YYYY-MM-DD HH:mm:ss`. */
  start: string;
  end: string;
  status: BookingStatus;
  recordedAt: string;
}

export interface Company {
  login: string;
  timeZone: string;
  /** The custom feature API. */
  apiEnabled: boolean;
  hipaa: boolean;
  users: Map<string, User>;
  people: Person[];
  bookings: Booking[];
}

interface Session {
  company: string;
  user: string;
  until: number;
  refreshToken: string;
}

export interface Limits {
  /** How long a token lives. Nobody publishes it. */
  tokenSeconds: number;
  /** Calls of a company in a day, null: no cap. */
  perDay: number | null;
  /** The most entries of a page. */
  onPage: number;
  /** With what a token that is over is answered: 419, or 401 around that code. Both have been seen. */
  overStatus: number;
}

const LIMITS: Limits = { tokenSeconds: 3_600, perDay: null, onPage: 100, overStatus: 419 };

/** Everything the stand-in remembers between two requests. */
export class SimplyBookState {
  companies = new Map<string, Company>();
  sessions = new Map<string, Session>();
  limits: Limits = { ...LIMITS };
  #calls = new Map<string, number>();
  #last = 0;

  constructor() {
    this.reset();
  }

  reset(): void {
    this.companies.clear();
    this.sessions.clear();
    this.limits = { ...LIMITS };
    this.#calls.clear();
    this.#last = 0;
    const demo = this.company(DEMO.company);
    this.user(demo, DEMO.login, { key: DEMO.key });
    for (const [at, name] of ['Anna', 'Maria'].entries()) {
      demo.people.push({ id: at + 1, name, active: true });
    }
  }

  company(login: string): Company {
    const known = this.companies.get(login);
    if (known) return known;
    const company: Company = {
      ...{ login, timeZone: 'Europe/Kyiv', apiEnabled: true, hipaa: false },
      ...{ users: new Map(), people: [], bookings: [] },
    };
    this.companies.set(login, company);
    return company;
  }

  /** Makes a user, or changes one. Who gets another key is out. */
  user(company: Company, login: string, fields: Partial<User>): User {
    const known = company.users.get(login);
    const user: User = {
      ...{ key: `key-of-${login}`, blocked: false, twoFactor: false, seesBookings: true },
      ...{ rpcOnly: false, ...known, ...fields, login },
    };
    company.users.set(login, user);
    if (user.blocked || (known && known.key !== user.key)) this.signOut(company.login, login);
    return user;
  }

  signOut(company: string, user: string): void {
    for (const [token, session] of this.sessions) {
      if (session.company === company && session.user === user) this.sessions.delete(token);
    }
  }

  nextId(): number {
    this.#last += 1;
    return this.#last;
  }

  issue(company: string, user: string, now: Date): { token: string; refreshToken: string } {
    const [token, refreshToken] = [secret(), secret()];
    const until = now.getTime() + this.limits.tokenSeconds * 1000;
    this.sessions.set(token, { company, user, until, refreshToken });
    return { token, refreshToken };
  }

  /** Whose token this is; `over`: it was one. */
  holder(company: string, token: string, now: Date): User | 'over' | undefined {
    const session = this.sessions.get(token);
    if (!session || session.company !== company) return undefined;
    if (session.until <= now.getTime()) return 'over';
    return this.companies.get(company)?.users.get(session.user);
  }

  /** Every token is over from now on. */
  expireAll(now: Date): number {
    for (const session of this.sessions.values()) {
      session.until = Math.min(session.until, now.getTime());
    }
    return this.sessions.size;
  }

  /** Takes a refresh token once. */
  refresh(company: string, refreshToken: string): Session | undefined {
    for (const [token, session] of this.sessions) {
      if (session.company !== company || session.refreshToken !== refreshToken) continue;
      this.sessions.delete(token);
      return session;
    }
    return undefined;
  }

  /** Counts a call; false when the company has none left today. */
  arrive(company: string, now: Date): boolean {
    const { perDay } = this.limits;
    if (perDay === null) return true;
    const key = `${company} ${now.toISOString().slice(0, 10)}`;
    const count = this.#calls.get(key) ?? 0;
    this.#calls.set(key, count + 1);
    return count < perDay;
  }
}

const secret = () => randomBytes(32).toString('hex');
