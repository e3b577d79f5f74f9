/** Seconds of a time on the wall, to compare with others of the same wall: `YYYY-MM-DD HH:mm:ss`. */
export const wallSeconds = (date: string): number =>
  Date.parse(`${date.replace(' ', 'T')}Z`) / 1_000;

/** How far a zone is from UTC when its wall shows a time, in minutes. */
export function offsetOf(date: string, zone: string): number {
  const wall = wallSeconds(date) * 1_000;
  const first = offsetAt(wall, zone);
  return offsetAt(wall - first * 60_000, zone);
}

function offsetAt(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  } as Intl.DateTimeFormatOptions).formatToParts(new Date(instant));
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(
    of('year'),
    of('month') - 1,
    of('day'),
    of('hour'),
    of('minute'),
    of('second'),
  );
  return Math.round((shown - instant) / 60_000);
}

/** `+02:00`; without its colon `+0200`. */
export function offsetText(minutes: number, colon = ':'): string {
  const sign = minutes < 0 ? '-' : '+';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${sign}${String(hours).padStart(2, '0')}${colon}${String(rest).padStart(2, '0')}`;
}

/** A moment on the wall of a zone: `YYYY-MM-DDTHH:mm:ss`. */
export function wallOf(instant: number, zone: string): string {
  return new Date(instant + offsetAt(instant, zone) * 60_000).toISOString().slice(0, 19);
}

/** Whether a text is a time on a wall that exists in the calendar. */
export function isWallTime(text: unknown): text is string {
  return (
    typeof text === 'string' &&
    /^\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(text) &&
    new Date(`${text.replace(' ', 'T')}Z`).toISOString().startsWith(text.slice(0, 10))
  );
}
