import { accountCalls } from '../../platform/oauth/index.ts';
import type { SquareApiFor } from '../../sync/index.ts';
import { readProblem } from './errors.ts';
import { api, VERSION } from './hosts.ts';
import { bookingsPage, profilesPage } from './parse.ts';

const ON_PAGE = '100';

/** Square Appointments of a business, in the name of its owner. */
export const square: SquareApiFor = (accessToken) => {
  const call = accountCalls(accessToken, { headers: VERSION, readProblem });
  return {
    bookings: ({ from, to, next }) =>
      call(
        {
          method: 'GET',
          url: api('/v2/bookings'),
          query: { start_at_min: from, start_at_max: to, limit: ON_PAGE, cursor: next },
        },
        bookingsPage,
      ),
    people: (next) =>
      call(
        {
          method: 'GET',
          url: api('/v2/bookings/team-member-booking-profiles'),
          query: { limit: ON_PAGE, cursor: next },
        },
        profilesPage,
      ),
  };
};
