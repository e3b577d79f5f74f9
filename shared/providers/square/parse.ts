import * as z from 'zod';
import type { Page, Person, SquareBooking } from '../../sync/index.ts';

/** `GET /v2/merchants/me`: whose account it is. */
export const account = z
  .object({ merchant: z.object({ id: z.string(), business_name: z.string().optional() }) })
  .transform(({ merchant: { id, business_name } }) => ({ id, name: business_name ?? id }));

/** `POST /oauth2/token/status`: what the seller granted. */
export const grantedScopes = z
  .object({ scopes: z.array(z.string()) })
  .transform(({ scopes }): readonly string[] => scopes);

const minutes = z.number().int().min(0).nullish();
const cursor = z.string().nullish();

/** Only what is needed: whatever else a booking says of customers does not get any further. */
const booking = z
  .object({
    id: z.string().min(1),
    status: z.string().default(''),
    start_at: z.iso.datetime({ offset: true }),
    all_day: z.boolean().nullish(),
    transition_time_minutes: minutes,
    appointment_segments: z
      .array(
        z.object({
          team_member_id: z.string().min(1),
          duration_minutes: minutes,
          intermission_minutes: minutes,
        }),
      )
      .nullish(),
  })
  .transform(
    (one): SquareBooking => ({
      id: one.id,
      status: one.status,
      startsAt: new Date(one.start_at).toISOString(),
      segments: (one.appointment_segments ?? []).map((part) => ({
        teamMemberId: part.team_member_id,
        ...(part.duration_minutes ? { minutes: part.duration_minutes } : {}),
        pauseMinutes: part.intermission_minutes ?? 0,
      })),
      minutesAfter: one.transition_time_minutes ?? 0,
      isAllDay: one.all_day ?? false,
    }),
  );

/** `GET /v2/bookings`; what would be empty is left out. */
export const bookingsPage = z
  .object({ bookings: z.array(booking).nullish(), cursor })
  .transform((page): Page<SquareBooking> => paged(page.bookings, page.cursor));

const profile = z
  .object({ team_member_id: z.string().min(1), display_name: z.string().nullish() })
  .transform(
    ({ team_member_id, display_name }): Person => ({
      id: team_member_id,
      name: display_name ?? '',
    }),
  );

/** `GET /v2/bookings/team-member-booking-profiles`. */
export const profilesPage = z
  .object({ team_member_booking_profiles: z.array(profile).nullish(), cursor })
  .transform((page): Page<Person> => paged(page.team_member_booking_profiles, page.cursor));

const paged = <Item>(
  items: readonly Item[] | null | undefined,
  next: string | null | undefined,
): Page<Item> => ({ items: items ?? [], ...(next ? { next } : {}) });
