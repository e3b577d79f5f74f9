import * as z from 'zod';
import { timeZone } from '../../projects/index.ts';
import type { NumberedPage, SimplyBookBooking, SimplyBookPerson } from '../../sync/index.ts';

/** The same id is a number here and a text there. */
const id = z.union([z.string().min(1), z.number()]).transform(String);
const name = z.string().nullish().catch(undefined);

const person = z.object({ id, name }).transform(
  (one): SimplyBookPerson => ({
    id: one.id,
    ...(one.name ? { name: one.name } : {}),
  }),
);

/** Only what is needed: whatever else a booking says of clients does not get any further. */
const booking = z
  .object({
    id,
    code: z.union([z.string(), z.number()]).nullish(),
    provider_id: id.nullish(),
    provider: person.nullish().catch(undefined),
    start_datetime: z.string(),
    end_datetime: z.string(),
    status: z.string().nullish(),
  })
  .transform((one, context): SimplyBookBooking => {
    const personId = one.provider_id ?? one.provider?.id;
    if (personId === undefined) {
      context.addIssue({ code: 'custom', message: 'no provider' });
      return z.NEVER;
    }
    return {
      id: one.id,
      code: String(one.code ?? one.id),
      person: one.provider?.id === personId ? one.provider : { id: personId },
      startsAt: one.start_datetime,
      endsAt: one.end_datetime,
      // What is pending holds its time there as well; a word that nobody knows frees none.
      isCancelled: /^cancel/i.test(one.status ?? ''),
    };
  });

/** Lists are paged; the document of the service shows that of bookings without its frame. */
const pageOf = <Item>(item: z.ZodType<Item>): z.ZodType<NumberedPage<Item>> => {
  const list = z.array(item);
  const count = z.coerce.number().int().min(0).optional().catch(undefined);
  const framed = z
    .object({
      data: list,
      metadata: z.object({ pages_count: count, items_count: count }).nullish().catch(undefined),
    })
    .transform(({ data, metadata }): NumberedPage<Item> => {
      const { pages_count: pageCount, items_count: itemCount } = metadata ?? {};
      return {
        items: data,
        ...(pageCount === undefined ? {} : { pageCount }),
        ...(itemCount === undefined ? {} : { itemCount }),
      };
    });
  return z.union([framed, list.transform((items): NumberedPage<Item> => ({ items }))]);
};

export const bookingsPage = pageOf(booking);
export const peoplePage = pageOf(person);

/** What the JSON-RPC side answers to `getCompanyTimezoneOffset`; a zone that nobody knows is none. */
export const zoneAnswer = z
  .object({ result: z.object({ timezone: timeZone }) })
  .transform(({ result }): string | undefined => result.timezone)
  .catch(undefined);
