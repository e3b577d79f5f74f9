/** Wall-clock time in the business's own zone. */

let zone = 'Europe/Kyiv';

export const useZone = (name) => {
  zone = name;
};

function parts(date) {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
}

/** `YYYY-MM-DD`. */
export function dateOf(instant) {
  const { year, month, day } = parts(instant);
  return `${year}-${month}-${day}`;
}

/** `HH:MM`. */
export function timeOf(instant) {
  const { hour, minute } = parts(instant);
  return `${hour}:${minute}`;
}

/** Minutes since midnight on the wall. */
export function minutesOf(instant) {
  const { hour, minute } = parts(instant);
  return Number(hour) * 60 + Number(minute);
}

/** The instant at which a date begins. */
export function startOf(date) {
  const wall = Date.parse(`${date}T00:00:00Z`);
  let instant = wall;
  for (let round = 0; round < 2; round += 1) {
    const { year, month, day, hour, minute, second } = parts(new Date(instant));
    instant += wall - Date.UTC(year, month - 1, day, hour, minute, second);
  }
  return new Date(instant);
}

export function addDays(date, days) {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export const weekdayOf = (date) =>
  ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][new Date(`${date}T00:00:00Z`).getUTCDay()];

/** A date in words. */
export function spoken(date, locale, options) {
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(
    new Date(`${date}T12:00:00Z`),
  );
}
