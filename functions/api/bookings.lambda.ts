import * as bookings from '../../shared/bookings/index.ts';
import * as wire from '../../shared/contracts/bookings.ts';
import { httpDoor, route } from '../../shared/platform/lambda/http.ts';
import { answer } from '../../shared/platform/lambda/http-answer.ts';
import { perCaller } from '../../shared/platform/lambda/per-caller.ts';
import { memberOf } from '../../shared/projects/index.ts';

const allow = memberOf();
const path = wire.bookingPath;
const refusals = bookings.REFUSAL_STATUS;
const made = <Refused extends object>(
  out: { readonly booking: unknown; readonly created: boolean } | Refused,
) => ('created' in out ? answer(out.created ? 201 : 200, out.booking) : out);

export const handler = httpDoor(
  {
    'GET /projects/{project_id}/bookings': route({
      ...{ allow, query: wire.bookingsQuery },
      ...{ handle: bookings.listForCaller, refusals: { invalid_cursor: 400 } },
    }),
    'POST /projects/{project_id}/bookings': route({
      ...{ allow, body: wire.newBooking, refusals },
      handle: async (request: bookings.BookForCaller) =>
        made(await bookings.bookForCaller(request)),
    }),
    'GET /projects/{project_id}/bookings/{booking_id}': route({
      ...{ allow, path, handle: bookings.showBooking, refusals },
    }),
    'PATCH /projects/{project_id}/bookings/{booking_id}': route({
      ...{ allow, path, body: wire.bookingChange },
      ...{ handle: bookings.changeForCaller, refusals },
    }),
    'POST /projects/{project_id}/bookings/{booking_id}/payments': route({
      ...{ allow, path, body: wire.newPayment, refusals },
      handle: async (request: bookings.PayForCaller) => made(await bookings.payForCaller(request)),
    }),
  },
  { limit: perCaller },
);
