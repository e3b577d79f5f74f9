import * as z from 'zod';
import type { Instant } from '../../platform/clock.ts';
import type { CalendlyEvent, Page } from '../../sync/index.ts';

/** `GET /users/me`: whose account it is. Everything at Calendly is known by its address. */
export const account = z
  .object({ resource: z.object({ uri: z.string(), email: z.string() }) })
  .transform(({ resource: { uri, email } }) => ({ id: uri, name: email }));

/** The same: who signed in, and in which organization she is. */
export const whoSignedIn = z
  .object({ resource: z.object({ uri: z.url(), current_organization: z.url().nullish() }) })
  .transform(({ resource: { uri, current_organization } }) => ({
    user: uri,
    ...(current_organization ? { organization: current_organization } : {}),
  }));

/** With microseconds, as Calendly writes them. */
const instant = z.iso
  .datetime({ offset: true })
  .transform((text): Instant => new Date(text).toISOString());

const host = z.object({
  user: z.url(),
  user_name: z.string().nullish(),
  buffered_start_time: instant.nullish(),
  buffered_end_time: instant.nullish(),
});

/** Only what is needed: whatever else an event says of invitees does not get any further. */
const event = z
  .object({
    uri: z.url(),
    start_time: instant,
    end_time: instant,
    event_memberships: z.array(host),
  })
  .transform(
    ({ uri, start_time, end_time, event_memberships }): CalendlyEvent => ({
      uri,
      hosts: event_memberships.map((one) => ({
        person: { id: lastPart(one.user), name: one.user_name ?? '' },
        startsAt: one.buffered_start_time ?? start_time,
        endsAt: one.buffered_end_time ?? end_time,
      })),
    }),
  );

/** `GET /scheduled_events`. */
export const eventsPage = z
  .object({
    collection: z.array(event),
    pagination: z.object({ next_page_token: z.string().nullish() }),
  })
  .transform(
    ({ collection, pagination: { next_page_token: next } }): Page<CalendlyEvent> => ({
      items: collection,
      ...(next ? { next } : {}),
    }),
  );

const lastPart = (uri: string): string => uri.slice(uri.lastIndexOf('/') + 1);
