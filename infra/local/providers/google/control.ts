import { consentCall } from '../authorization-server.ts';
import { type Call, type Calls, controlled, type Fields, Impossible, textOf } from '../control.ts';
import { json, type ProviderAnswer, type ProviderRequest } from '../provider.ts';
import { credentialsOf, DEFAULT_EMAIL, makeAccount, type ServiceAccount } from './account.ts';
import { CALENDAR_CALLS } from './calendar/hand.ts';
import type { CalendarRoom } from './calendar/index.ts';
import { Refused } from './errors.ts';
import { SHEET_CALLS } from './sheets/hand.ts';
import type { GoogleState, Limits } from './state.ts';

interface Asked extends Call {
  readonly state: GoogleState;
}

const CALLS: Calls<CalendarRoom> = {
  'GET /accounts': ({ state }) => [...state.accounts.values()].map(shownAccount),
  'POST /accounts': declare,
  'POST /tokens/expire': ({ state }) => {
    const count = state.tokens.size;
    state.tokens.clear();
    return { expired: count };
  },
  'POST /testing': ({ state, body }) => {
    state.testing = body.testing === true;
    return { testing: state.testing };
  },
  'GET /limits': ({ state }) => state.limits,
  'POST /limits': limits,
  ...SHEET_CALLS,
  ...CALENDAR_CALLS,
};

const from = (least: number) => (value: unknown) =>
  Number.isInteger(value) && Number(value) >= least;
const orNone = (least: number) => (value: unknown) => value === null || from(least)(value);
const yesOrNo = (value: unknown) => typeof value === 'boolean';

/** What each limit may be. */
const FINE: Readonly<Record<keyof Limits, (value: unknown) => boolean>> = {
  sheetsPerUser: orNone(0),
  sheetsPerProject: orNone(0),
  calendarPerUser: orNone(0),
  calendarPerProject: orNone(0),
  calendarOver: (value) => value === 403 || value === 429,
  calendarPage: orNone(1),
  calendarEmptyPage: yesOrNo,
  syncTokenDays: from(0),
  meetSeconds: from(0),
  syncBeforeAnswer: yesOrNo,
};

/** What stands behind `/_local/providers/google`; README.md lists the calls. */
export async function control(
  room: CalendarRoom,
  request: ProviderRequest,
): Promise<ProviderAnswer | undefined> {
  const consent = consentCall(room.state.people, request);
  if (consent) return json(200, consent);
  return controlled(CALLS, room, request, (fault) =>
    // A person cannot do what the service would refuse: said in the service's words.
    fault instanceof Refused ? new Impossible(fault.status, 'refused', fault.message) : undefined,
  );
}

function declare({ state, body }: Asked): unknown {
  const email = textOf('email', body.email) ?? DEFAULT_EMAIL;
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) {
    throw new Impossible(400, 'bad_email', 'email must be the address of a service account.');
  }
  const projectId = textOf('project_id', body.project_id);
  const known = state.accounts.get(email);
  const account =
    known && body.own_key !== true
      ? known
      : makeAccount({
          email,
          ...(projectId === undefined ? {} : { projectId }),
          ownKey: body.own_key === true,
        });
  if (typeof body.delegation === 'boolean') account.delegation = body.delegation;
  if (typeof body.disabled === 'boolean') account.disabled = body.disabled;
  state.accounts.set(email, account);
  return shownAccount(account);
}

const shownAccount = (account: ServiceAccount): Fields => ({
  email: account.email,
  project_id: account.projectId,
  delegation: account.delegation,
  disabled: account.disabled,
  credentials: credentialsOf(account),
});

function limits({ state, body }: Asked): unknown {
  for (const [name, value] of Object.entries(body)) {
    const fine = Object.hasOwn(FINE, name) ? FINE[name as keyof Limits] : undefined;
    if (!fine) {
      const known = Object.keys(FINE).join(', ');
      throw new Impossible(400, 'bad_limits', `Unknown limit ${name}. Known: ${known}.`);
    }
    if (!fine(value)) {
      throw new Impossible(400, 'bad_limits', `${name} cannot be ${JSON.stringify(value)}.`);
    }
  }
  state.limits = { ...state.limits, ...(body as Partial<Limits>) };
  return state.limits;
}
