/** `YYYY-MM-DD HH:mm:ss` of a moment in a zone. */
export function wallTime(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone, dateStyle: 'short', timeStyle: 'medium' },
  });
  return parts.format(at);
}

/** Seconds that a zone is ahead of UTC at a moment. */
export function offsetOf(at: Date, timeZone: string): number {
  const there = Date.parse(`${wallTime(at, timeZone).replace(' ', 'T')}Z`);
  return Math.round((there - at.getTime()) / 60_000) * 60;
}

/** A text as the company's wall clock; an instant (`…Z`) is brought into its zone. Undefined: it is none. */
export function asWallTime(text: unknown, timeZone: string): string | undefined {
  if (typeof text !== 'string') return undefined;
  const [, day, time, seconds = ':00'] =
    /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?$/.exec(text) ?? [];
  if (day !== undefined) return `${day} ${time}${seconds}`;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) || !/(Z|[+-]\d{2}:\d{2})$/.test(text)
    ? undefined
    : wallTime(at, timeZone);
}
