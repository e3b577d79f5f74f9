import { wallSeconds } from './wall-time.ts';

/** Credentials that are there from the start; settings.ts gives the partner token to the installation. */
export const STAND_IN_PARTNER = 'altegio-stand-in-partner';
export const STAND_IN_USER = 'altegio-stand-in-user';
export const DEMO_LOCATION = 100001;

/** Somebody who works at a location. */
export interface Staff {
  readonly id: number;
  name: string;
}

/** A visit, or time that somebody blocked. */
export interface Entry {
  readonly id: number;
  readonly createdAt: number;
  staffId: number;
  /** On the wall of the location: `YYYY-MM-DD HH:mm:ss`. */
  date: string;
  seconds: number;
  /** null: nobody, time that is blocked. */
  client: { readonly id: number; readonly name: string; readonly phone: string } | null;
  comment: string;
  attendance: number;
  confirmed: 0 | 1;
  deleted: boolean;
  apiId: string;
  changedAt: number;
}

export interface Location {
  readonly id: number;
  title: string;
  /** IANA. */
  zone: string;
  /** How `timezone` is answered: the name, or a number with the name beside it. */
  numericZone: boolean;
  active: boolean;
  /** Until it is renewed nothing of the location is answered. */
  licence: boolean;
  readonly staff: Staff[];
  readonly entries: Entry[];
}

/** Who stands behind a user token. */
export interface User {
  /** Changed with her password. */
  revoked: boolean;
  /** May see the journal of records. */
  journal: boolean;
  readonly locations: Set<number>;
}

export interface Limits {
  /** Requests of virtual time; null: any number. */
  perSecond: number | null;
  perMinute: number | null;
  /** Rows of a page, whatever was asked for. */
  page: number;
}

const DEFAULT_LIMITS: Limits = { perSecond: 5, perMinute: 200, page: 50 };
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const DEMO_STAFF = ['Anna', 'Maria', 'Elena', 'Inna'];

/** Everything the stand-in remembers between two requests. */
export class AltegioState {
  locations = new Map<number, Location>();
  users = new Map<string, User>();
  partners = new Map<string, { revoked: boolean }>();
  limits: Limits = { ...DEFAULT_LIMITS };
  #arrivals: number[] = [];
  #ids = 0;
  #entries = 0;

  constructor() {
    this.reset();
  }

  reset(): void {
    this.locations.clear();
    this.users.clear();
    this.limits = { ...DEFAULT_LIMITS };
    this.#arrivals = [];
    this.#ids = 0;
    this.#entries = 0;
    this.partners = new Map([[STAND_IN_PARTNER, { revoked: false }]]);
    const demo = this.location(DEMO_LOCATION, 'Diva');
    for (const name of DEMO_STAFF) this.addStaff(demo, name);
    this.users.set(STAND_IN_USER, {
      revoked: false,
      journal: true,
      locations: new Set([DEMO_LOCATION]),
    });
  }

  /** The location of an id, made when it is not there. */
  location(id: number, title = `Salon ${id}`): Location {
    const known = this.locations.get(id);
    if (known) return known;
    const made: Location = {
      ...{ id, title, zone: 'Europe/Kyiv', numericZone: false, active: true, licence: true },
      ...{ staff: [], entries: [] },
    };
    this.locations.set(id, made);
    return made;
  }

  addStaff(location: Location, name: string, id = 2_000_000 + this.next()): Staff {
    const staff = { id, name };
    location.staff.push(staff);
    return staff;
  }

  addEntry(
    location: Location,
    given: Pick<Entry, 'staffId' | 'date' | 'seconds'> & Partial<Entry>,
    now: Date,
  ): Entry {
    const at = now.getTime();
    this.#entries += 1;
    const entry: Entry = {
      ...{ id: 500_000_000 + this.#entries, createdAt: at, changedAt: at, client: null },
      ...{ comment: '', attendance: 0, confirmed: 1, deleted: false, apiId: '' },
      ...given,
    };
    location.entries.push(entry);
    return entry;
  }

  next(): number {
    this.#ids += 1;
    return this.#ids;
  }

  /** Whether one more request is too many, of all callers together: they share one address. */
  tooMany(now: number): boolean {
    const { perSecond, perMinute } = this.limits;
    this.#arrivals = this.#arrivals.filter((at) => at > now - MINUTE_MS && at <= now);
    const lately = this.#arrivals.filter((at) => at > now - SECOND_MS).length;
    if (perSecond !== null && lately >= perSecond) return true;
    if (perMinute !== null && this.#arrivals.length >= perMinute) return true;
    this.#arrivals.push(now);
    return false;
  }
}

/** Whether an entry of the same staff takes the same time. */
export function overlapping(location: Location, one: Omit<Entry, 'id'> & { id?: number }): boolean {
  const from = wallSeconds(one.date);
  return location.entries.some((other) => {
    if (other.id === one.id || other.deleted || other.staffId !== one.staffId) return false;
    const start = wallSeconds(other.date);
    return start < from + one.seconds && from < start + other.seconds;
  });
}
