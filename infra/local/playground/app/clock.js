import { moveClock, readClock } from './cloud.js';
import { onWords, words } from './words.js';
import { dateOf, spoken, timeOf } from './zone.js';

let ahead = 0;
const listeners = new Set();

/** The present moment of the local cloud. */
export const now = () => new Date(Date.now() + ahead);

/** Calls back after the clock was moved. */
export const onMove = (listener) => listeners.add(listener);

/** Reads how far the local cloud's clock is ahead of ours. */
export async function readTime() {
  const asked = Date.now();
  const told = await readClock();
  ahead = Date.parse(told.now) - (asked + Date.now()) / 2;
}

/** Shows the clock and its buttons. */
export function startClock() {
  const moves = document.getElementById('moves');
  const time = document.getElementById('now');
  const today = document.getElementById('today');
  const show = () => {
    time.textContent = timeOf(now());
    time.dateTime = now().toISOString();
    today.textContent = spoken(dateOf(now()), words().locale, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
    });
  };
  onWords((texts) => {
    moves.replaceChildren(
      ...Object.entries(texts.moves).map(([seconds, label]) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = label;
        button.addEventListener('click', () => move(Number(seconds), moves));
        return button;
      }),
    );
    show();
  });
  setInterval(show, 500);
  setInterval(() => readTime().catch(() => {}), 5000);
}

async function move(seconds, moves) {
  const buttons = [...moves.querySelectorAll('button')];
  for (const button of buttons) button.disabled = true;
  moves.dataset.busy = words().moving;
  try {
    await moveClock(seconds);
    await readTime();
    for (const listener of listeners) listener();
  } finally {
    delete moves.dataset.busy;
    for (const button of buttons) button.disabled = false;
  }
}
