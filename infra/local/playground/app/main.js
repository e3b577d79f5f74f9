import { onMove, readTime, startClock } from './clock.js';
import { open, readConfig, readOutbox } from './cloud.js';
import { refreshDay, startDay } from './day.js';
import { keep, kept } from './memory.js';
import { addPhone, race, takeReplies, useWindows } from './phone.js';
import { startStrip } from './strip.js';
import { addTeam, refreshTeam } from './team.js';
import { onWords, startWords, words } from './words.js';
import { useZone } from './zone.js';

const REPLIES_MS = 700;
const BOOKINGS_MS = 3000;

const trouble = document.getElementById('trouble');
let problem;

/** Shows what does not work, in the words of the chosen language; undefined clears it. */
function complain(key) {
  problem = key;
  trouble.hidden = key === undefined;
  trouble.textContent = key === undefined ? '' : words()[key];
}

/** Repeats for ever, one after the other; what fails is tried again next time. */
function every(ms, act, key) {
  const run = async () => {
    try {
      await act();
      if (problem === key) complain(undefined);
    } catch {
      complain(key);
    }
    setTimeout(run, ms);
  };
  run();
}

startWords(document.getElementById('languages'));
complain('loading');
onWords(() => complain(problem));

async function start() {
  try {
    const demo = await open();
    await readTime();
    const config = await readConfig();
    useZone(config.time_zone ?? 'Europe/Kyiv');
    useWindows(config.quiet_window_seconds ?? 4, config.max_wait_seconds ?? 20);
    document.getElementById('business').textContent = config.name ?? 'frontdesk';
    complain(undefined);
    startClock();
    startPhones(demo.telegram?.people ?? []);
    startDay(config);
  } catch {
    complain('noCloud');
    setTimeout(start, 2000);
    return;
  }
  every(
    REPLIES_MS,
    async () => {
      if (takeReplies(await readOutbox()) > 0) await refreshDay();
    },
    'noCloud',
  );
  every(
    REPLIES_MS,
    async () => {
      if ((await refreshTeam()) > 0) await refreshDay();
    },
    'noCloud',
  );
  every(BOOKINGS_MS, refreshDay, 'noBookings');
  onMove(() => readOutbox().then(takeReplies, () => {}));
}

function startPhones(people) {
  const place = document.getElementById('phones');
  const redraw = startStrip(place, document.getElementById('who'), nameOn);
  const second = document.getElementById('second');
  const both = document.getElementById('race');
  const first = addPhone(0).element;
  place.append(first, ...addTeam(people));
  let other;
  const show = (visible) => {
    keep('second', visible);
    if (visible && !other) {
      other = addPhone(1).element;
      first.after(other);
    }
    if (other) other.hidden = !visible;
    both.hidden = !visible;
    place.classList.toggle('two', visible);
    second.setAttribute('aria-pressed', String(visible));
    second.textContent = visible ? words().secondOff : words().secondOn;
    redraw();
  };
  second.addEventListener('click', () => show(!place.classList.contains('two')));
  both.addEventListener('click', () => race());
  onWords((texts) => {
    both.textContent = texts.race;
    show(place.classList.contains('two') || kept('second') === true);
  });
}

/** What the tab of a phone says: the client, or the name of who works here. */
const nameOn = (phone) => phone.querySelector('h3')?.firstChild.textContent ?? words().client;

start();
