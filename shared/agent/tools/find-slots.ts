import { Temporal } from 'temporal-polyfill';
import * as z from 'zod/mini';
import { findSlots, instantOf, nearestSlots, type Slot } from '../../availability/index.ts';
import type { Service, Specialist } from '../../projects/index.ts';
import type { AgentTurn } from '../agent-turn.ts';
import { busyFlags } from '../busy-flags.ts';
import { clockDoubt, doubtOfDate } from '../date-doubt.ts';
import {
  DateExpression,
  dateAfter,
  dateAt,
  type ResolvedDate,
  resolveDate,
  weekdayOf,
} from '../dates.ts';
import { told } from './commit.ts';
import { offerSlots } from './offer-slots.ts';
import { ownIn } from './own-bookings.ts';
import { done, problem, type ToolResult } from './tool-result.ts';

const clock = z.string().check(z.regex(/^([01]?\d|2[0-4]):[0-5]\d$/));
const Input = z.object({
  service: z.string().check(z.minLength(1), z.maxLength(200)),
  specialist: z.nullish(z.string().check(z.maxLength(200))),
  from: DateExpression,
  to: z.nullish(DateExpression),
  window: z.nullish(z.object({ from: z.nullish(clock), to: z.nullish(clock) })),
});

/** One day may be shown whole; of several, each only in part, so that the client sees choice and not a wall. */
const ONE_DAY_SLOTS = 24;
const SLOTS_PER_DAY = 6;
const SLOTS = 30;
const LONGEST_RANGE_DAYS = 31;
const NEAREST = 5;

/** find_slots: resolves the words, asks availability, and makes what it finds choosable. */
export async function findSlotsTool(turn: AgentTurn, input: unknown): Promise<ToolResult> {
  const asked = Input.safeParse(input);
  if (!asked.success) return problem('invalid_arguments', z.prettifyError(asked.error));
  const { project, now } = turn;
  const service = named(project.services, 'serviceId', asked.data.service);
  if (service === undefined) {
    return problem('unknown_service', 'Use a service of the catalogue, or ask which one is meant.');
  }
  const wanted = asked.data.specialist?.trim() ?? '';
  const specialist = named(project.specialists, 'specialistId', wanted);
  if (wanted !== '' && specialist === undefined) {
    return problem('unknown_specialist', 'Use a specialist of the catalogue, or leave it out.');
  }
  const from = resolveDate(asked.data.from, now, project.timeZone);
  const to = asked.data.to == null ? from : resolveDate(asked.data.to, now, project.timeZone);
  if (from.kind !== 'date' || to.kind !== 'date')
    return senseless(from.kind === 'date' ? to : from);
  const last = dateAfter(from.date, LONGEST_RANGE_DAYS);
  const [, asFar = from.date] = [from.date, to.date].sort();
  const [toDate = last] = [asFar, last].sort();
  const { window } = asked.data;
  const specialists = specialist === undefined ? project.specialists : [specialist];
  const range = { project, service, specialists, now, fromDate: from.date, toDate };
  const bounds = {
    ...(window?.from == null ? {} : { from: padded(window.from) }),
    ...(window?.to == null ? {} : { to: padded(window.to) }),
  };
  await busyFlags(turn);
  const found = await findSlots({ ...range, window: bounds });
  const why = doubtOf(turn, asked.data, from, to);
  const doubt = why === undefined ? {} : { doubt: why };
  const slots = spread(found, project.timeZone, from.date === toDate);
  // Read only when the conversation's own count says that there is something to read.
  const span = {
    startsAt: momentOf(from.date, '00:00', project.timeZone),
    endsAt: momentOf(dateAfter(toDate, 1), '00:00', project.timeZone),
  };
  const own = turn.activeBookings > 0 ? await ownIn(turn, span) : [];
  const already = own.length > 0 ? { already_booked: own.map(told) } : {};
  const asHeard = { service: service.name, from_date: from.date, to_date: toDate };
  const heard = { ...asHeard, ...doubt, ...already };
  if (slots.length > 0)
    return done({ ...heard, slots: offerSlots(turn, slots, why !== undefined) });
  const around = momentOf(
    from.date,
    window?.from == null ? '12:00' : padded(window.from),
    project.timeZone,
  );
  const close = await nearestSlots({ project, service, specialists, around, now, limit: NEAREST });
  return done({ ...heard, slots: [], nearest: offerSlots(turn, close, why !== undefined) });
}

/** What is to be asked before anything is booked; `undefined`: all is clear. */
function doubtOf(
  { burst, now, project: { timeZone } }: AgentTurn,
  asked: z.output<typeof Input>,
  from: ResolvedDate & { kind: 'date' },
  to: ResolvedDate & { kind: 'date' },
): string | undefined {
  const words = burst.messages.map(({ text }) => text).join('\n');
  const named = asked.to ?? asked.from;
  const doubt =
    doubtOfDate(asked.from, from, words, now, timeZone) ??
    doubtOfDate(named, to, words, now, timeZone);
  if (doubt !== undefined) {
    const days = doubt.dates.map((date) => `${weekdayOf(date)} ${date}`).join(' or ');
    return `${doubt.why} Book nothing yet. Ask which day is meant: ${days}.`;
  }
  const time = asked.window?.from;
  if (time == null || from.date !== to.date) return undefined;
  switch (clockDoubt(from.date, padded(time), timeZone)) {
    case 'none':
      return `The clocks go forward that night: ${time} does not exist on ${from.date}. Say so and ask for another time.`;
    case 'twice':
      return `The clocks go back that night: ${time} comes twice on ${from.date}, and only the first can be booked. Say so and ask whether that one is meant.`;
    default:
      return undefined;
  }
}

/** The entry with this id, or with exactly this name (letter case aside). */
function named<Entry extends Service | Specialist, IdField extends keyof Entry>(
  entries: readonly Entry[],
  idField: IdField,
  wanted: string,
): Entry | undefined {
  const lower = wanted.trim().toLowerCase();
  return (
    entries.find((entry) => entry[idField] === wanted) ??
    entries.find((entry) => entry.name.trim().toLowerCase() === lower)
  );
}

function senseless(date: ResolvedDate): ToolResult {
  return date.kind === 'past'
    ? problem('date_is_past', 'That day is over. Ask the client which day is meant.', {
        date: date.date,
      })
    : problem('no_such_date', 'There is no such day. Ask the client which day is meant.');
}

function padded(time: string): string {
  return time.padStart(5, '0');
}

function momentOf(date: string, time: string, timeZone: string): string {
  const { hour, minute } =
    time >= '24:00' ? { hour: 23, minute: 59 } : Temporal.PlainTime.from(time);
  const zoned = Temporal.PlainDate.from(date).toZonedDateTime({
    timeZone,
    plainTime: { hour, minute },
  });
  return instantOf(Math.floor(zoned.epochMilliseconds / 60_000));
}

/** One slot per start (the first specialist's), and of several days some of each, first and last included. */
function spread(slots: readonly Slot[], timeZone: string, oneDay: boolean): Slot[] {
  const unique = slots.filter((slot, i) => slot.startsAt !== slots[i - 1]?.startsAt);
  if (oneDay) return unique.slice(0, ONE_DAY_SLOTS);
  const days = Map.groupBy(unique, (slot) => dateAt(slot.startsAt, timeZone));
  const picked = [...days.values()].flatMap((day) => {
    const step = Math.max(1, (day.length - 1) / (SLOTS_PER_DAY - 1));
    const places = new Set(Array.from({ length: SLOTS_PER_DAY }, (_, i) => Math.round(i * step)));
    return day.filter((_, index) => places.has(index));
  });
  return picked.slice(0, SLOTS);
}
