import type { Alarm, Provider, ProviderAnswer, ProviderRequest, Service } from '../provider.ts';
import { standIn } from '../stand-in.ts';
import { touch } from './calendar/calendar.ts';
import { Channels } from './calendar/channels.ts';
import { answerCalendar, type CalendarRoom } from './calendar/index.ts';
import { control } from './control.ts';
import { errorAnswer, failure, nothingHere, Refused } from './errors.ts';
import { sendMail } from './gmail.ts';
import { consentPage, revoke, token, userInfo } from './oauth.ts';
import { answerSheets } from './sheets/index.ts';
import { GoogleState } from './state.ts';

const REAL_TIME: Alarm = {
  now: () => Date.now(),
  at: (due, run) => {
    const timer = setTimeout(run, Math.max(0, due - Date.now())).unref();
    return { cancel: () => clearTimeout(timer) };
  },
};

/**
 * Google's token endpoint, Sheets and Calendar as far as the product uses them. See README.md.
 *
 * @param alarm the time of Meet links and of notifications that are tried again; real time when absent
 */
export function createGoogle(alarm: Alarm = REAL_TIME): Provider {
  const state = new GoogleState();
  const channels = new Channels(alarm);
  const room: CalendarRoom = {
    state,
    channels,
    onPending: (calendar, { id, conference }) => {
      const requestId = conference?.requestId;
      alarm.at(alarm.now() + state.limits.meetSeconds * 1000, () => {
        const event = calendar.events.get(id);
        const made = event?.conference;
        if (!event || made?.requestId !== requestId || made?.status !== 'pending') return;
        made.status = state.meetFailures > 0 ? 'failure' : 'success';
        state.meetFailures = Math.max(0, state.meetFailures - 1);
        touch(calendar, event, alarm.now());
        channels.changed(calendar).catch(console.error);
      });
    },
  };
  const service: Service = {
    name: 'google',
    answer: (request) => answer(room, request),
    failure,
    control: (request) => control(room, request),
    busy: () => channels.busy,
    reset: () => {
      state.reset();
      channels.reset();
    },
  };
  return standIn(service);
}

async function answer(room: CalendarRoom, request: ProviderRequest): Promise<ProviderAnswer> {
  const { method, path } = request;
  try {
    if (path === '/token')
      return method === 'POST' ? token(room.state, request) : nothingHere(path);
    if (path === '/o/oauth2/v2/auth') return consentPage(room.state, request);
    if (path === '/revoke' && method === 'POST') return revoke(room.state, request);
    if (path === '/v1/userinfo' && method === 'GET') return userInfo(room.state, request);
    if (path === '/gmail/v1/users/me/messages/send' && method === 'POST')
      return sendMail(room.state, request);
    if (path.startsWith('/v4/spreadsheets')) return answerSheets(room.state, request);
    if (path.startsWith('/calendar/v3/')) return await answerCalendar(room, request);
    return nothingHere(path);
  } catch (fault) {
    if (fault instanceof Refused) return errorAnswer(fault);
    throw fault;
  }
}
