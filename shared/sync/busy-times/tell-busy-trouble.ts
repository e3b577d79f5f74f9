import { type Booking, flagBooking, getBooking, spokenTime } from '../../bookings/index.ts';
import { clearAlert, raiseAlert } from '../../conversations/index.ts';
import type { Instant } from '../../platform/clock.ts';
import type { BookingId } from '../../platform/ids.ts';
import type { Project } from '../../projects/index.ts';
import type { BusyPlace } from './busy-place.ts';
import type { UnreadableEntry } from './busy-source.ts';
import { busyTexts } from './texts/index.ts';

/** What people have to look at in a place. */
interface Trouble {
  readonly collisions: readonly BookingId[];
  readonly unreadable: readonly UnreadableEntry[];
  readonly now: Instant;
}

/** Lines of one alert; more are counted. */
const MOST_LINES = 20;
/** Bookings that are flagged at once. */
const AT_ONCE = 10;

/**
 * Flags the bookings whose time a place takes as well, takes the flag from those of which that is no longer so, and
 * tells the project what it has to look at: everything at once, and nothing again for as long as it stays the same.
 * Done again it changes nothing.
 */
export async function tellBusyTrouble(
  project: Project,
  before: BusyPlace,
  { collisions, unreadable, now }: Trouble,
): Promise<void> {
  const { projectId, source, hash } = before;
  const wasSo = before.collisions ?? [];
  const over = wasSo.filter((id) => !collisions.includes(id));
  const added = collisions.filter((id) => !wasSo.includes(id));
  const flag = { kind: 'busy_elsewhere', source } as const;
  await inParts(over, (bookingId) => flagBooking({ projectId, bookingId, flag, clear: true, now }));
  await inParts(added, (bookingId) => flagBooking({ projectId, bookingId, flag, now }));

  const texts = busyTexts(project.language);
  const place = texts.places[source] ?? source;
  const subject = `${source}:${hash}`;
  const about = { projectId, subject, now };
  if (over.length + added.length > 0) {
    const said = collisions.slice(0, MOST_LINES);
    const bookings = await Promise.all(said.map((id) => getBooking(projectId, id)));
    const lines = bookings.flatMap((one) => (one ? [lineOf(one, project)] : []));
    const head = texts.collisions(place);
    await tell({ ...about, kind: 'busy_elsewhere' }, collisions.length, head, lines, texts.more);
  }
  if (!isSame(before.unreadable ?? [], unreadable)) {
    const lines = unreadable
      .slice(0, MOST_LINES)
      .map(({ where, why }) => `${where}: ${texts.why[why] ?? why}`);
    const head = texts.unreadable(place);
    await tell({ ...about, kind: 'unreadable_rows' }, unreadable.length, head, lines, texts.more);
  }
}

/** One alert for all of it; none when there is nothing left. */
async function tell(
  alert: Parameters<typeof raiseAlert>[0],
  count: number,
  head: string,
  lines: readonly string[],
  more: (count: number) => string,
): Promise<void> {
  if (count === 0) return await clearAlert(alert);
  const rest = count > MOST_LINES ? [more(count - MOST_LINES)] : [];
  await raiseAlert({ ...alert, text: [head, ...lines, ...rest].join('\n') });
}

function lineOf({ code, specialistName, startsAt }: Booking, project: Project): string {
  const { timeZone, language } = project;
  const when = spokenTime(startsAt, timeZone, language);
  return busyTexts(language).booking(code, specialistName, when);
}

/** Whether the same entries cannot be read for the same reasons. */
function isSame(one: readonly UnreadableEntry[], other: readonly UnreadableEntry[]): boolean {
  const texts = (entries: readonly UnreadableEntry[]) =>
    entries.map(({ specialistId, where, why }) => `${specialistId} ${where} ${why}`).sort();
  return texts(one).join('\n') === texts(other).join('\n');
}

async function inParts<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < items.length; from += AT_ONCE) {
    await Promise.all(items.slice(from, from + AT_ONCE).map(act));
  }
}
