import { type Call, type Calls, controlled, type Fields, Impossible } from '../control.ts';
import type { ProviderRequest } from '../provider.ts';
import { Refused } from './errors.ts';
import { listed, readMeeting } from './meetings.ts';
import type { Meeting, ZoomState } from './state.ts';

interface Asked extends Call {
  readonly state: ZoomState;
}

/** What a person does in Zoom, and what her plan and settings are; README.md lists the calls. */
const CALLS: Calls<{ state: ZoomState }> = {
  'GET /meetings': ({ state }) => [...state.meetings.values()].map(seen),
  'POST /meetings/add': ({ state, body }) => {
    const { id, email } = state.people.person;
    return add(state, { ...BLANK, ...readMeeting(body), host: { id, email } });
  },
  'POST /meetings/change': (asked) =>
    seen(Object.assign(meetingOf(asked), readMeeting(asked.body))),
  'POST /meetings/copy': (asked) => add(asked.state, meetingOf(asked)),
  'POST /meetings/delete': (asked) => {
    const { id } = meetingOf(asked);
    asked.state.meetings.delete(id);
    return { deleted: id };
  },
  'POST /meetings/start': (asked) => seen(Object.assign(meetingOf(asked), { started: true })),
  'POST /meetings/end': (asked) => seen(Object.assign(meetingOf(asked), { started: false })),
  'POST /limits': ({ state, body }) => {
    state.limits = { ...state.limits, ...body };
    return state.limits;
  },
  'POST /settings': ({ state, body }) => {
    state.personalRoom = body.personal_room === true;
    return { personal_room: state.personalRoom };
  },
};

const BLANK = { topic: 'My Meeting', agenda: '', startsAt: 0, duration: 60, timeZone: 'UTC' };

/** What stands behind `/_local/providers/zoom`. */
export const control = (state: ZoomState, request: ProviderRequest) =>
  controlled(CALLS, { state }, request, (fault) =>
    fault instanceof Refused ? new Impossible(400, 'refused', fault.message) : undefined,
  );

function meetingOf({ state, body: { id } }: Asked): Meeting {
  const found = state.meetings.get(Number(id));
  if (!found) throw new Impossible(404, 'unknown_meeting', `There is no meeting ${String(id)}.`);
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
