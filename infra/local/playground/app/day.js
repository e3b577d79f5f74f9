import { now, onMove } from './clock.js';
import { readBookings } from './cloud.js';
import { onWords, words } from './words.js';
import { addDays, dateOf, minutesOf, spoken, startOf, timeOf, weekdayOf } from './zone.js';

const STRIP_DAYS = 14;
const GONE = new Set(['CANCELLED', 'REJECTED']);
const HOUR = 60;

let config;
let bookings = [];
let shown;
let known;
let first;
let print = '';
let newest;

const strip = document.getElementById('days');
const board = document.getElementById('day');
const notice = document.getElementById('notice');

/** Shows the specialists' day of a configuration. */
export function startDay(read) {
  config = read;
  first = dateOf(now());
  shown = first;
  onWords(draw);
  onMove(() => {
    const today = dateOf(now());
    if (shown < today) shown = today;
    refreshDay();
  });
  setInterval(() => drawNow(), 10_000);
}

/** Reads the bookings again and shows what changed; a new one is brought into view. */
export async function refreshDay() {
  first = dateOf(now());
  bookings = (await readBookings(startOf(first), startOf(addDays(first, 60)))).filter(
    ({ status }) => !GONE.has(status),
  );
  const ids = new Map(bookings.map((booking) => [booking.booking_id, booking.starts_at]));
  const fresh = known
    ? bookings.filter(({ booking_id: id, starts_at: at }) => known.get(id) !== at)
    : [];
  known = ids;
  if (fresh.length > 0) {
    newest = fresh.at(-1);
    shown = dateOf(new Date(newest.starts_at));
  }
  if (newest && !ids.has(newest.booking_id)) {
    newest = undefined;
    notice.textContent = '';
  }
  draw(words(), new Set(fresh.map(({ booking_id: id }) => id)));
}

function draw(texts = words(), fresh = new Set()) {
  if (!config) return;
  const state = JSON.stringify([first, shown, bookings, texts.locale, config.version]);
  if (state === print && fresh.size === 0) return drawNow();
  print = state;
  drawNotice(texts);
  drawStrip(texts);
  drawBoard(texts, fresh);
  drawNow();
}

/** Says which booking came last. */
function drawNotice({ locale, appeared }) {
  if (!newest) return;
  const start = new Date(newest.starts_at);
  const day = spoken(dateOf(start), locale, { weekday: 'short', day: 'numeric', month: 'short' });
  const text = appeared(newest.client.name, newest.service_name, `${day}, ${timeOf(start)}`);
  if (notice.textContent !== text) notice.textContent = text;
}

function drawStrip(texts) {
  const days = Array.from({ length: STRIP_DAYS }, (_, index) => addDays(first, index));
  if (!days.includes(shown)) days.push(shown);
  strip.replaceChildren(
    ...days.map((date) => {
      const count = bookings.filter(({ starts_at: at }) => dateOf(new Date(at)) === date).length;
      const button = document.createElement('button');
      button.type = 'button';
      button.className = hoursOf(config, date).length > 0 ? '' : 'off';
      button.setAttribute('aria-current', date === shown ? 'date' : 'false');
      const week = document.createElement('span');
      week.textContent =
        date === first ? texts.today : spoken(date, texts.locale, { weekday: 'short' });
      const day = document.createElement('b');
      day.className = 'date';
      day.textContent = String(Number(date.slice(8)));
      const dot = document.createElement('i');
      dot.textContent = count > 0 ? String(count) : '';
      dot.className = count === 0 ? 'none' : '';
      button.append(week, day, dot);
      const label = spoken(date, texts.locale, { weekday: 'long', day: 'numeric', month: 'long' });
      button.setAttribute('aria-label', `${label}, ${texts.bookings(count)}`);
      button.addEventListener('click', () => {
        shown = date;
        draw();
        strip.querySelector('[aria-current="date"]')?.focus();
      });
      return button;
    }),
  );
}

function hoursOf(of, date) {
  const hours = of.work_hours ?? config.work_hours;
  const exception = hours?.exceptions?.find((one) => one.date === date);
  if (exception) return exception.intervals ?? [];
  return hours?.[weekdayOf(date)] ?? [];
}

const minutes = (text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

function drawBoard(texts, fresh) {
  const specialists = config.specialists ?? [];
  const today = bookings.filter(({ starts_at: at }) => dateOf(new Date(at)) === shown);
  const open = specialists.flatMap((one) => hoursOf(one, shown));
  const spans = [
    ...open.map(({ start, end }) => [minutes(start), minutes(end)]),
    ...today.map(({ starts_at, ends_at }) => [
      minutesOf(new Date(starts_at)),
      minutesOf(new Date(ends_at)) || 1440,
    ]),
  ];
  const from = Math.floor(Math.min(...spans.map(([start]) => start), 600) / 60) * 60;
  const to = Math.ceil(Math.max(...spans.map(([, end]) => end), 960) / 60) * 60;
  board.style.setProperty('--hour', `${HOUR}px`);
  board.dataset.from = from;
  board.dataset.to = to;
  const place = (minute) => `${((minute - from) / 60) * HOUR}px`;

  const hours = document.createElement('div');
  hours.className = 'hours';
  hours.setAttribute('aria-hidden', 'true');
  for (let minute = from; minute <= to; minute += 60) {
    const label = document.createElement('span');
    label.textContent = `${String(minute / 60).padStart(2, '0')}:00`;
    label.style.top = place(minute);
    hours.append(label);
  }
  const columns = specialists.map((specialist, index) => {
    const column = document.createElement('section');
    column.className = 'column';
    const title = document.createElement('h3');
    title.textContent = specialist.name;
    const list = document.createElement('ol');
    list.style.height = place(to);
    for (const { start, end } of hoursOf(specialist, shown)) {
      const band = document.createElement('li');
      band.className = 'open';
      band.setAttribute('aria-hidden', 'true');
      band.style.top = place(minutes(start));
      band.style.height = `${((minutes(end) - minutes(start)) / 60) * HOUR}px`;
      list.append(band);
    }
    const own = today.filter(
      ({ specialist_id: id, specialist_name: name }) =>
        id === specialist.id || (!specialist.id && name === specialist.name),
    );
    if (hoursOf(specialist, shown).length === 0) list.append(note(texts.closed));
    for (const booking of own) list.append(block(booking, texts, place, index, fresh));
    column.append(title, list);
    if (own.length === 0) {
      const none = document.createElement('p');
      none.className = 'unseen';
      none.textContent = texts.none;
      column.append(none);
    }
    return column;
  });
  const line = document.createElement('div');
  line.className = 'line';
  line.hidden = true;
  line.setAttribute('aria-hidden', 'true');
  board.replaceChildren(hours, ...columns, line);
  reveal(board.querySelector('.booking.fresh') ?? board.querySelector('.booking'));
}

/** Moves the board sideways to a booking. The page stays where it is: the visitor looks at a phone. */
function reveal(booking) {
  if (!booking) return;
  const [own, whole] = [booking.getBoundingClientRect(), board.getBoundingClientRect()];
  if (own.left < whole.left || own.right > whole.right) {
    board.scrollLeft += own.left - whole.left - 56;
  }
}

function note(text) {
  const item = document.createElement('li');
  item.className = 'note';
  item.textContent = text;
  return item;
}

function block(booking, texts, place, index, fresh) {
  const start = new Date(booking.starts_at);
  const end = new Date(booking.ends_at);
  const item = document.createElement('li');
  const height = Math.max(26, ((end - start) / 3_600_000) * HOUR - 3);
  const short = height < 44 ? ' short' : '';
  item.className = `booking${short} ${booking.status.toLowerCase()}${fresh.has(booking.booking_id) ? ' fresh' : ''}`;
  item.style.setProperty('--hue', [168, 28, 265, 205, 330, 95][index % 6]);
  item.style.top = place(minutesOf(start));
  item.style.height = `${height}px`;
  const time = document.createElement('time');
  time.textContent = short ? timeOf(start) : `${timeOf(start)}–${timeOf(end)}`;
  const what = document.createElement('b');
  what.textContent = booking.service_name;
  const who = document.createElement('span');
  who.textContent = booking.client.name;
  const status = document.createElement('em');
  status.textContent = texts.statuses[booking.status] ?? booking.status;
  item.title = `${booking.code} · ${texts.statuses[booking.status] ?? booking.status}`;
  item.append(time, what, who, status);
  return item;
}

function drawNow() {
  const line = board.querySelector('.line');
  if (!line) return;
  const minute = minutesOf(now());
  const from = Number(board.dataset.from);
  const visible = shown === dateOf(now()) && minute >= from && minute <= Number(board.dataset.to);
  line.hidden = !visible;
  line.style.top = `calc(var(--head) + ${((minute - from) / 60) * HOUR}px)`;
}
