import type { Booking } from '../bookings/index.ts';
import type { Burst, Offer, Receipt } from '../conversations/index.ts';
import { conversationOf } from '../conversations/index.ts';
import type { Instant } from '../platform/clock.ts';
import { type ClientId, derivedId } from '../platform/ids.ts';
import type { Project } from '../projects/index.ts';
import type { ModelAnswer } from './model.ts';

/** How many of the last turns' offers a client may still choose from, and what the system offered since. */
const OFFER_TURNS = 3;
const LONGEST_NAME = 100;
/** What a client is called whom her messenger does not name. */
export const NAMELESS = 'Client';

/**
 * Sees to it that what people of a project have elsewhere is in the days of its specialists. Never throws and never
 * takes long: what cannot be known now is `outdated`, by the names of the kinds of places.
 */
export type FreshBusyTimes = (
  project: Project,
  now: Instant,
) => Promise<{ readonly outdated: readonly string[] }>;

/** What a turn knows and collects while the model works. Tools read and change it; the model never sees it. */
export interface AgentTurn {
  readonly burst: Burst;
  readonly project: Project;
  /** The identity of everything that is done in this turn: the session's, never the model's. */
  readonly client: { readonly clientId: ClientId; readonly name: string };
  readonly now: Instant;
  /** Absent: nobody has anything elsewhere. */
  readonly freshBusyTimes?: FreshBusyTimes | undefined;
  /** The answer of the above, once it was asked. */
  busyAsked?: ReturnType<FreshBusyTimes>;
  /** BCP 47 tag of what the client speaks. */
  language: string;
  /** By slot id: everything that may be booked now. */
  readonly offers: Map<string, Offer>;
  /** The part of it that this turn offered. */
  readonly offered: Map<string, Offer>;
  /** Slots of days that the client has to be asked about first: not to be booked in this turn. */
  readonly doubted: Set<string>;
  /** What this turn committed, an earlier try of it included. */
  readonly committed: Receipt[];
  /** Bookings of this client that were read in this turn, by code. */
  readonly seen: Map<string, Booking>;
  handedOver: boolean;
  /** The client's bookings that are still ahead, at most. */
  activeBookings: number;
  /** Tokens, and millionths of a US dollar. */
  readonly tokens: { input: number; output: number; cost: number };
}

/** The turn as it begins. */
export function beginAgentTurn(
  burst: Burst,
  project: Project,
  language: string,
  now: Instant,
  freshBusyTimes?: FreshBusyTimes,
): AgentTurn {
  const turns = burst.turns.slice(0, OFFER_TURNS);
  const since = burst.turns.length > OFFER_TURNS ? (turns.at(-1)?.decidedAt ?? '') : '';
  const notices = (burst.notices ?? []).filter(({ saidAt }) => saidAt >= since);
  const recent = [...turns, ...notices].flatMap(({ offers }) => offers);
  const newest = burst.messages.at(-1);
  const called = newest?.name ?? newest?.username ?? '';
  const clientId = derivedId(['client', conversationOf(burst.address)]) as ClientId;
  return {
    burst,
    project,
    client: { clientId, name: called === '' ? NAMELESS : called.slice(0, LONGEST_NAME) },
    now,
    freshBusyTimes,
    language,
    offers: new Map(recent.map((offer) => [offer.slotId, offer])),
    offered: new Map(),
    doubted: new Set(),
    committed: [...burst.receipts],
    seen: new Map(),
    handedOver: false,
    // An earlier try of this turn was not counted: the outcome does that.
    activeBookings: (burst.state.activeBookings ?? 0) + netBookings(burst.receipts),
    tokens: { input: 0, output: 0, cost: 0 },
  };
}

/** Counts what an answer of the model cost. */
export function spend({ tokens }: AgentTurn, answer: ModelAnswer): void {
  tokens.input += answer.tokens.input;
  tokens.output += answer.tokens.output;
  tokens.cost += answer.tokens.cost ?? 0;
}

function netBookings(receipts: readonly Receipt[]): number {
  const of = (effect: Receipt['effect']) => receipts.filter((one) => one.effect === effect).length;
  return Math.max(0, of('booked') - of('cancelled'));
}
