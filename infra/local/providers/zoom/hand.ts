import { json, type ProviderAnswer, type ProviderRequest } from '../provider.ts';
import { refusal } from '../stand-in.ts';
import { Refused } from './errors.ts';
import { listed, readMeeting } from './meetings.ts';
import type { Meeting, ZoomState } from './state.ts';

type Fields = Record<string, unknown>;

/** What a person does in Zoom, and what her plan and settings are; README.md lists the calls. */
const CALLS: Readonly<Record<string, (state: ZoomState, body: Fields) => unknown>> = {
  'GET /meetings': ({ meetings }) => [...meetings.values()].map(seen),
  'POST /meetings/add': (state, body) => {
    const { id, email } = state.people.person;
    return add(state, { ...BLANK, ...readMeeting(body), host: { id, email } });
  },
  'POST /meetings/change': (state, body) =>
    seen(Object.assign(meetingOf(state, body), readMeeting(body))),
  'POST /meetings/copy': (state, body) => add(state, meetingOf(state, body)),
  'POST /meetings/delete': (state, body) => {
    const { id } = meetingOf(state, body);
    state.meetings.delete(id);
    return { deleted: id };
  },
  'POST /meetings/start': (state, body) =>
    seen(Object.assign(meetingOf(state, body), { started: true })),
  'POST /meetings/end': (state, body) =>
    seen(Object.assign(meetingOf(state, body), { started: false })),
  'POST /limits': (state, body) => {
    state.limits = { ...state.limits, ...body };
    return state.limits;
  },
  'POST /settings': (state, body) => {
    state.personalRoom = body.personal_room === true;
    return { personal_room: state.personalRoom };
  },
};

const BLANK = { topic: 'My Meeting', agenda: '', startsAt: 0, duration: 60, timeZone: 'UTC' };

/** What stands behind `/_local/providers/zoom`; `undefined`: none of these. */
export function hand(
  state: ZoomState,
  { method, path, body }: ProviderRequest,
): ProviderAnswer | undefined {
  const act = CALLS[`${method} ${path.replace(/\/+$/, '')}`];
  if (!act) return undefined;
  try {
    return json(200, act(state, JSON.parse(body.toString('utf8') || '{}') as Fields));
  } catch (fault) {
    if (fault instanceof Refused) return refusal(400, 'refused', fault.message);
    throw fault;
  }
}

function meetingOf({ meetings }: ZoomState, { id }: Fields): Meeting {
  const found = meetings.get(Number(id));
  if (!found) throw new Refused(404, 3001, `Meeting does not exist: ${String(id)}.`);
  return found;
}

/** One more meeting that says what this one says. */
function add(
  state: ZoomState,
  like: Pick<Meeting, 'host' | keyof typeof BLANK> & Partial<Meeting>,
): Fields {
  const id = state.nextId;
  state.nextId += 1;
  const meeting: Meeting = {
    ...{ settings: {}, createdAt: 0, password: '', ...like },
    ...{ id, uuid: `${id}==`, joinUrl: `https://us05web.zoom.us/j/${id}?pwd=copy` },
    ...{ startUrl: `https://us05web.zoom.us/s/${id}?zak=copy`, started: false },
  };
  state.meetings.set(id, meeting);
  return seen(meeting);
}

/** As its host sees it. */
const seen = (meeting: Meeting): Fields => ({
  ...listed(meeting),
  agenda: meeting.agenda,
  host: meeting.host.email,
  settings: meeting.settings,
  started: meeting.started,
});
