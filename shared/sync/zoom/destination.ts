import { type Booking, setMeetingUrl } from '../../bookings/index.ts';
import { type Instant, now as present } from '../../platform/clock.ts';
import { isRefusal, PassingFault } from '../../platform/errors.ts';
import type { Project } from '../../projects/index.ts';
import { callMakerOf } from '../call-maker.ts';
import type { Destination } from '../destination.ts';
import { readAll } from '../read-all.ts';
import type { SignedInAccountOf } from '../signed-in-account.ts';
import type { Meeting, ZoomApi, ZoomApiFor, ZoomFailure, ZoomResult } from './api.ts';
import { bookingIdOf, fingerprintOf, hasMeeting, isOver, meetingOf } from './meeting.ts';
import { ZOOM } from './name.ts';
import { failedItem, sentenceOf } from './outcome.ts';
import { removeAll } from './write-meeting.ts';
import { writeMeetings } from './write-meetings.ts';

/** What meetings at Zoom need from outside. */
export interface ZoomOptions {
  readonly api: ZoomApiFor;
  readonly accountOf: SignedInAccountOf;
  /** Unless told: the link is written into its booking; see `Target`. */
  readonly keepLink?: (booking: Booking, url: string, now: Instant) => Promise<boolean>;
  readonly now?: () => Instant;
}

/**
 * Online bookings as meetings of the account in which the project's owner signed in; every other booking has nothing
 * there. One place: whose account it is may change, and then the comparison brings everything to the new one.
 */
export function zoomDestination({
  api,
  accountOf,
  keepLink = writeLink,
  now = present,
}: ZoomOptions): Destination {
  const opened = async (project: Project): Promise<{ zoom: ZoomApi; account: string }> => {
    const owner = await accountOf(project);
    if (!owner) throw new Error('Nobody has signed in at Zoom for this project.');
    return { zoom: api(owner.accessToken), account: owner.account.name };
  };
  return {
    name: ZOOM,
    forgetsPast: true,
    places: async (project) => (isConnected(project) ? [ZOOM] : []),
    placeOf: (project, booking) =>
      isConnected(project) && callMakerOf(project, booking) === ZOOM ? ZOOM : undefined,
    holds: hasMeeting,

    async write({ project, items, now: at }) {
      const owner = await accountOf(project);
      if (!owner) {
        const why = { kind: 'refused', why: 'nobody has signed in there' } as const;
        return new Map(items.map((item) => [item.booking.bookingId, failedItem(item, why)]));
      }
      const zoom = api(owner.accessToken);
      let meetings: Promise<ZoomResult<readonly Meeting[]>> | undefined;
      const target = {
        ...{ zoom, account: owner.account.name, connectedAt: owner.connectedAt, now: at },
        meetings: () => {
          meetings ??= readAll((next) => zoom.list(next));
          return meetings;
        },
        keepLink: (booking: Booking, url: string) => keepLink(booking, url, at),
      };
      return await writeMeetings(target, items);
    },

    async removeStrays({ project, bookingIds }) {
      const { zoom, account } = await opened(project);
      const all = await readAll((next) => zoom.list(next));
      if (all.kind !== 'ok') throw notNow(all, account);
      const strays = all.value.filter((one) => {
        const bookingId = bookingIdOf(one, project.projectId);
        return bookingId !== undefined && bookingIds.includes(bookingId);
      });
      const removed = await removeAll({ zoom }, strays);
      if (removed.kind !== 'ok') throw notNow(removed, account);
    },

    async read({ project }) {
      const { zoom, account } = await opened(project);
      const all = await readAll((next) => zoom.list(next));
      if (all.kind !== 'ok') throw notNow(all, account);
      return all.value.flatMap((meeting) => {
        const bookingId = bookingIdOf(meeting, project.projectId);
        // Other meetings of hers are none of our business.
        if (bookingId === undefined) return [];
        const fingerprint = fingerprintOf(meeting);
        const shows = (booking: Booking) =>
          isOver(booking, now()) || fingerprint === fingerprintOf(meetingOf(booking));
        return [{ id: meeting.id, bookingId, fingerprint, shows }];
      });
    },
  };
}

const isConnected = ({ connected }: Pick<Project, 'connected'>): boolean =>
  connected?.includes(ZOOM) === true;

function notNow(failure: ZoomFailure, account: string): PassingFault {
  const { retryAfterSeconds = undefined } = failure.kind === 'not_now' ? failure : {};
  return new PassingFault(
    sentenceOf(failure, account),
    retryAfterSeconds === undefined ? {} : { retryAfterSeconds },
  );
}

async function writeLink(
  { projectId, bookingId }: Booking,
  url: string,
  now: Instant,
): Promise<boolean> {
  const actor = { kind: 'sync', id: ZOOM } as const;
  const kept = await setMeetingUrl({ projectId, bookingId, url, maker: ZOOM, actor, now });
  // Without a booking there is nobody whose link it could be instead.
  return isRefusal(kept) || kept.booking.meetingUrl === url;
}
