import { AuthorizationServer } from '../authorization-server.ts';

export const STAND_IN_CLIENT = 'zoom-stand-in-client';
export const STAND_IN_CLIENT_SECRET = 'zoom-stand-in-secret';

const DAYS_90 = 90 * 86_400;

/** A scheduled meeting. */
export interface Meeting {
  readonly id: number;
  readonly uuid: string;
  readonly host: { readonly id: string; readonly email: string };
  readonly createdAt: number;
  readonly joinUrl: string;
  readonly startUrl: string;
  readonly password: string;
  topic: string;
  agenda: string;
  startsAt: number;
  /** Minutes. */
  duration: number;
  timeZone: string;
  settings: Record<string, unknown>;
  /** Somebody is in it. */
  started: boolean;
}

export interface Limits {
  /** Meetings made and changed by one user within a UTC day. */
  daily: number | null;
  /** Calls of the API within a second. */
  perSecond: number | null;
}

/** What the stand-in remembers between two requests: who granted what, and the meetings of each person. */
export class ZoomState {
  readonly people = new AuthorizationServer(
    {
      client: { id: STAND_IN_CLIENT, secret: STAND_IN_CLIENT_SECRET },
      person: { id: 'KDcuGIm1QgePTO8WbOqwIQ', email: 'owner@zoom.example', name: 'Olena Owner' },
      codeSeconds: 300,
      accessSeconds: 3600,
      rotates: true,
      pkce: 'taken',
      choosesScopes: false,
      scopesJoinedBy: /\s+/,
      knowsScope: (scope) => /^(meeting|user):(read|write|update|delete):\w+(:admin)?$/.test(scope),
      refreshSeconds: () => DAYS_90,
      oneGrantAtATime: true,
    },
    'zoom',
  );
  readonly meetings = new Map<number, Meeting>();
  limits: Limits = { daily: 100, perSecond: null };
  /** Her settings say that meetings which do not say otherwise are held in her personal room. */
  personalRoom = false;
  /** Meetings made and changed, by person and UTC day. */
  writes = new Map<string, number>();
  second = { at: 0, calls: 0 };
  nextId = 85_000_000_001;

  /** Forgets all but grants, which the layer of sign-ins forgets. */
  reset(): void {
    this.meetings.clear();
    this.limits = { daily: 100, perSecond: null };
    this.personalRoom = false;
    this.writes.clear();
    this.second = { at: 0, calls: 0 };
  }
}
