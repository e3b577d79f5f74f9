import { accountCalls } from '../../platform/oauth/index.ts';
import type { CalendlyApiFor } from '../../sync/index.ts';
import { readProblem } from './errors.ts';
import { api } from './hosts.ts';
import { eventsPage, whoSignedIn } from './parse.ts';

const ON_PAGE = '100';

/** Calendly, in the name of a person and of the organization she belongs to. */
export const calendly: CalendlyApiFor = (accessToken) => {
  // Seconds, as Calendly counts them.
  const call = accountCalls(accessToken, { readProblem, patienceIn: 'x-ratelimit-reset' });
  return {
    me: () => call({ method: 'GET', url: api('/users/me') }, whoSignedIn),
    events: ({ of, from, to, next }) =>
      call(
        {
          method: 'GET',
          url: api('/scheduled_events'),
          query: {
            ...{ ...of, status: 'active', sort: 'start_time:asc', count: ON_PAGE },
            ...{ min_start_time: from, max_start_time: to, page_token: next },
          },
        },
        eventsPage,
      ),
  };
};
