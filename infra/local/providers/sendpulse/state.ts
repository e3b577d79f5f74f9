import { createHmac, randomUUID } from 'node:crypto';

/** 1 active, 2 unsubscribed, 3 disabled, 4 blocked. */
export type ContactStatus = 1 | 2 | 3 | 4;

export interface Contact {
  id: string;
  botId: string;
  name: string;
  username: string | null;
  telegramId: string;
  languageCode: string | null;
  status: ContactStatus;
  chatOpened: boolean;
  pausedUntil: Date | null;
  lastActivityAt: Date;
  createdAt: Date;
  tags: string[];
  variables: Record<string, unknown>;
}

export interface Limits {
  /** 10 at the real service. */
  perSecond: number | null;
  /** 1000 to 3000 at the real service, by plan. */
  perMinute: number | null;
}

const TOKEN_SECONDS = 3600;
// Constant, so that a token outlives a restart of the stand-in as it outlives nothing at the real service.
const SIGNING_KEY = 'stand-in of sendpulse';

/** Everything the stand-in remembers between two requests. */
export class SendpulseState {
  contacts = new Map<string, Contact>();
  limits: Limits = { perSecond: null, perMinute: null };
  #arrivals: number[] = [];

  reset(): void {
    this.contacts.clear();
    this.limits = { perSecond: null, perMinute: null };
    this.#arrivals = [];
  }

  /**
   * The contact with this id. One that nobody wrote as yet is taken for one who wrote before this start; ids beginning
   * with `stranger` never talked to the bot.
   */
  contact(id: string, now: Date): Contact | undefined {
    const known = this.contacts.get(id);
    if (known) return known;
    return id.startsWith('stranger') ? undefined : this.know({ id }, now);
  }

  /** Creates the contact or takes over the given fields. */
  know(fields: Partial<Contact> & { id: string }, now: Date): Contact {
    const known = this.contacts.get(fields.id);
    const contact: Contact = {
      botId: 'demo-bot',
      name: 'Client',
      username: null,
      telegramId: String(telegramIdOf(fields.id)),
      languageCode: null,
      status: 1,
      chatOpened: true,
      pausedUntil: null,
      createdAt: now,
      tags: [],
      variables: {},
      ...known,
      lastActivityAt: now,
      ...fields,
    };
    this.contacts.set(contact.id, contact);
    return contact;
  }

  /** Counts one request; says which limit it broke. */
  arrive(now: Date): 'second' | 'minute' | undefined {
    const time = now.getTime();
    this.#arrivals = this.#arrivals.filter((at) => at > time - 60_000 && at <= time);
    const lastSecond = this.#arrivals.filter((at) => at > time - 1000).length;
    const { perSecond, perMinute } = this.limits;
    if (perSecond !== null && lastSecond >= perSecond) return 'second';
    if (perMinute !== null && this.#arrivals.length >= perMinute) return 'minute';
    this.#arrivals.push(time);
    return undefined;
  }

  /** A token of one hour of virtual time. */
  issueToken(now: Date): { access_token: string; token_type: 'Bearer'; expires_in: number } {
    const issued = Math.floor(now.getTime() / 1000);
    const head = base64url({ typ: 'JWT', alg: 'HS256' });
    const claims = base64url({ jti: randomUUID(), iat: issued, exp: issued + TOKEN_SECONDS });
    const access_token = `${head}.${claims}.${sign(`${head}.${claims}`)}`;
    return { access_token, token_type: 'Bearer', expires_in: TOKEN_SECONDS };
  }

  /** Whether this bearer may act now: a static key of the stand-in, or a token that has not run out. */
  accepts(bearer: string, now: Date): boolean {
    if (isStandInCredential(bearer)) return true;
    const [head, claims, signature, ...rest] = bearer.split('.');
    if (!head || !claims || !signature || rest.length > 0) return false;
    if (sign(`${head}.${claims}`) !== signature) return false;
    const { exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { exp: number };
    return exp * 1000 > now.getTime();
  }
}

/** Client ids, client secrets and static API keys of the stand-in all begin alike; nothing else is let in. */
export function isStandInCredential(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('sp-stand-in-');
}

function telegramIdOf(id: string): number {
  let hash = 7;
  for (const char of id) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 900_000_000;
  return 100_000_000 + hash;
}

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const sign = (text: string) => createHmac('sha256', SIGNING_KEY).update(text).digest('base64url');
