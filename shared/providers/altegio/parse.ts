import * as z from 'zod';
import { timeZone } from '../../projects/index.ts';
import type { AltegioRecord, NumberedPage } from '../../sync/index.ts';

const anything = z.unknown().optional();
/** The same field is a number at one endpoint and a text at another. */
const id = z.union([z.number(), z.string().min(1)]).transform(String);
const number = z.coerce.number().catch(Number.NaN);
/** true, 1 and "1". */
const flag = anything.transform((value) => value === true || Number(value) === 1);

/** Empty, it is a list: PHP. */
const meta = anything.transform((value) => counted.safeParse(value).data?.total_count);
const counted = z.object({ total_count: z.coerce.number().int().min(0) });

const WALL_TIME = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(:\d{2})?)/;

/** `GET /company/{id}`; its zone is a name, or a number beside the name. */
export const locationAnswer = z
  .object({
    data: z.object({
      title: z.string().catch(''),
      timezone: anything,
      timezone_name: anything,
      active: anything,
    }),
  })
  .transform(({ data }) => {
    const zones = [data.timezone_name, data.timezone].map((one) => timeZone.safeParse(one).data);
    return {
      title: data.title,
      timeZone: zones.find((one) => one !== undefined),
      isActive: data.active === undefined || flag.parse(data.active),
    };
  });

const record = z
  .object({
    id,
    staff_id: id.nullish(),
    staff: anything,
    date: anything,
    datetime: anything,
    seance_length: number,
    length: number,
    deleted: flag,
    confirmed: number,
    attendance: number,
    visit_attendance: number,
  })
  .transform((row): AltegioRecord => {
    const wallTime = wallTimeOf(row.date) ?? wallTimeOf(row.datetime);
    const seconds = [row.seance_length, row.length].find((one) => one > 0);
    return {
      ...{ id: row.id, staff: staffOf(row), deleted: row.deleted },
      ...(wallTime === undefined ? {} : { wallTime }),
      ...(seconds === undefined ? {} : { seconds }),
      confirmed: row.confirmed === 0 ? 0 : 1,
      attendance: [row.attendance, row.visit_attendance].find((one) => !Number.isNaN(one)) ?? 0,
    };
  });

/** `GET /records/{location}`. */
export const recordsAnswer = z.object({ data: z.array(record), meta }).transform(
  ({ data, meta: itemCount }): NumberedPage<AltegioRecord> => ({
    items: data,
    ...(itemCount === undefined ? {} : { itemCount }),
  }),
);

const person = z.object({ id: id.optional(), name: z.string().optional() });

function staffOf(row: { staff_id?: string | null | undefined; staff?: unknown }) {
  const { data } = person.safeParse(row.staff);
  const staffId = row.staff_id ?? data?.id ?? '';
  return { id: staffId, name: data?.name || staffId };
}

/** What the wall shows; what stands behind it, an offset, is not to be trusted. */
function wallTimeOf(value: unknown): string | undefined {
  const [, day, time] = WALL_TIME.exec(String(value ?? '')) ?? [];
  return day === undefined ? undefined : `${day} ${time}`;
}
