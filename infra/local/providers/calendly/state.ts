import { AuthorizationServer } from '../authorization-server.ts';

export const STAND_IN_CLIENT = 'calendly-stand-in-client';
export const STAND_IN_CLIENT_SECRET = 'calendly-stand-in-secret';

/** Calls of the token endpoint that one person's grants may cause in a minute. */
const TOKENS_PER_MINUTE = 8;
const MINUTE_MS = 60_000;
const SCOPES =
  /^(users|event_types|availability|scheduled_events|webhooks|organizations|invitees):(read|write)$/;

/** What the stand-in remembers between two requests. */
export class CalendlyState {
  readonly people = new AuthorizationServer(
    {
      client: { id: STAND_IN_CLIENT, secret: STAND_IN_CLIENT_SECRET },
      person: { id: 'AAAAAAAAAAAAAAAA', email: 'owner@calendly.example', name: 'Olena Owner' },
      codeSeconds: 600,
      accessSeconds: 7200,
      rotates: true,
      pkce: 'taken',
      choosesScopes: false,
      scopesJoinedBy: /\s+/,
      knowsScope: (scope) => SCOPES.test(scope),
    },
    'calendly',
  );
  #counts = new Map<string, { minute: number; count: number }>();

  /** Counts a call of the token endpoint. @returns false when it is one too many */
  mayAsk(personId: string, now: number): boolean {
    const minute = Math.floor(now / MINUTE_MS);
    const known = this.#counts.get(personId);
    const count = (known?.minute === minute ? known.count : 0) + 1;
    this.#counts.set(personId, { minute, count });
    return count <= TOKENS_PER_MINUTE;
  }

  reset(): void {
    this.#counts.clear();
  }
}
