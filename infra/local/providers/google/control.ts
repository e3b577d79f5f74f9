import { consentCall } from '../authorization-server.ts';
import { json, type ProviderAnswer, type ProviderRequest } from '../provider.ts';
import { refusal } from '../stand-in.ts';
import { credentialsOf, DEFAULT_EMAIL, makeAccount, type ServiceAccount } from './account.ts';
import { CALENDAR_CALLS } from './calendar/hand.ts';
import type { CalendarRoom } from './calendar/index.ts';
import { type Asked, type Fields, Impossible, textOf } from './hand.ts';
import { SHEET_CALLS } from './sheets/hand.ts';
import type { GoogleState, Limits } from './state.ts';

const CALLS: Readonly<Record<string, (state: GoogleState, asked: Asked) => unknown>> = {
  'GET /accounts': (state) => [...state.accounts.values()].map(shownAccount),
  'POST /accounts': declare,
  'POST /tokens/expire': (state) => {
    const count = state.tokens.size;
    state.tokens.clear();
    return { expired: count };
  },
  'POST /testing': (state, { body }) => {
    state.testing = body.testing === true;
    return { testing: state.testing };
  },
  'GET /limits': (state) => state.limits,
  'POST /limits': limits,
  ...SHEET_CALLS,
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
  { method, path, query, body, now }: ProviderRequest,
): Promise<ProviderAnswer | undefined> {
  const consent = consentCall(room.state.people, { method, path, body });
  if (consent) return json(200, consent);
  const name = `${method} ${path.replace(/\/+$/, '')}`;
  const ofCalendar = CALENDAR_CALLS[name];
  const other = CALLS[name];
  if (!ofCalendar && !other) return undefined;
  try {
    const asked: Asked = { body: method === 'POST' ? read(body) : {}, query, now };
    return json(200, await (ofCalendar?.(room, asked) ?? other?.(room.state, asked)));
  } catch (fault) {
    if (fault instanceof Impossible) return refusal(fault.status, fault.code, fault.message);
    throw fault;
  }
}

function declare(state: GoogleState, { body }: Asked): unknown {
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

function limits(state: GoogleState, { body }: Asked): unknown {
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

function read(body: Buffer): Fields {
  const text = body.toString('utf8');
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Fields;
  } catch {
    // Said below, like every other thing that is no object.
  }
  throw new Impossible(400, 'bad_body', 'The body must be a JSON object.');
}
