import { AuthorizationServer } from '../authorization-server.ts';

export const STAND_IN_CLIENT = 'sq0idp-stand-in-client';
export const STAND_IN_CLIENT_SECRET = 'sq0csp-stand-in-secret';

const DAYS_30 = 30 * 86_400;
const DAYS_90 = 90 * 86_400;

export const STATUSES = [
  ...['PENDING', 'ACCEPTED', 'DECLINED'],
  ...['CANCELLED_BY_CUSTOMER', 'CANCELLED_BY_SELLER', 'NO_SHOW'],
] as const;
export type Status = (typeof STATUSES)[number];

export interface Segment {
  readonly team_member_id: string;
  readonly duration_minutes?: number;
  readonly intermission_minutes?: number;
  readonly service_variation_id: string;
  readonly service_variation_version: number;
  readonly any_team_member: boolean;
}

export interface Booking {
  readonly id: string;
  version: number;
  status: Status;
  /** Epoch milliseconds. */
  startsAt: number;
  segments: readonly Segment[];
  transitionMinutes: number;
  allDay: boolean;
  readonly createdAt: number;
  updatedAt: number;
}

export interface TeamMember {
  readonly id: string;
  displayName: string;
  isBookable: boolean;
}

/** What the stand-in remembers between two requests: who granted what, the team and its appointments. */
export class SquareState {
  readonly people = new AuthorizationServer(
    {
      client: { id: STAND_IN_CLIENT, secret: STAND_IN_CLIENT_SECRET },
      person: { id: 'MLSTANDIN0001', email: 'owner@square.example', name: 'Salon on the Square' },
      codeSeconds: 300,
      accessSeconds: DAYS_30,
      rotates: false,
      pkce: 'taken',
      publicRefreshSeconds: DAYS_90,
      choosesScopes: true,
      scopesJoinedBy: /[\s+]+/,
      knowsScope: (scope) => /^[A-Z]+(_[A-Z]+)*_(READ|WRITE)$/.test(scope),
    },
    'square',
  );
  readonly team = new Map<string, TeamMember>();
  readonly bookings = new Map<string, Booking>();
  nextId = 1;

  /** Forgets all but grants, which the layer of sign-ins forgets. */
  reset(): void {
    this.team.clear();
    this.bookings.clear();
    this.nextId = 1;
  }
}
