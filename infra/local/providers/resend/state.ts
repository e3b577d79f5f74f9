/** A mail that was taken. */
export interface SentMail {
  id: string;
  from: string;
  to: string[];
  subject: string;
  text: string | null;
  html: string | null;
  /** Virtual time. */
  at: string;
}

/** How many requests a team may make. */
export interface Limits {
  /** Requests within one second; null: any number. */
  perSecond: number | null;
}

const KEPT_MS = 24 * 3_600_000;

/** Everything the stand-in remembers between two requests. */
export class ResendState {
  mails: SentMail[] = [];
  limits: Limits = { perSecond: null };
  /** Domains of senders; null: any. */
  verified: string[] | null = null;
  #keys = new Map<string, { body: string; id: string; until: number }>();
  #arrivals: number[] = [];
  #count = 0;

  reset(): void {
    this.mails = [];
    this.limits = { perSecond: null };
    this.verified = null;
    this.#keys.clear();
    this.#arrivals = [];
  }

  /** Whether one more request within this second is too many. */
  tooMany(now: number): boolean {
    const { perSecond } = this.limits;
    if (perSecond === null) return false;
    this.#arrivals = this.#arrivals.filter((at) => at > now - 1_000);
    if (this.#arrivals.length >= perSecond) return true;
    this.#arrivals.push(now);
    return false;
  }

  /** What was done under this key within the last day: the id of its mail, or `other` for another mail. */
  known(key: string, body: string, now: number): { id: string } | 'other' | undefined {
    const kept = this.#keys.get(key);
    if (!kept || kept.until <= now) return undefined;
    return kept.body === body ? { id: kept.id } : 'other';
  }

  /** Takes a mail. @returns its id */
  take(mail: Omit<SentMail, 'id'>, key: string | undefined, body: string, now: number): string {
    this.#count += 1;
    const id = `00000000-0000-4000-8000-${String(this.#count).padStart(12, '0')}`;
    this.mails.push({ id, ...mail });
    if (key !== undefined) this.#keys.set(key, { body, id, until: now + KEPT_MS });
    return id;
  }
}
