import { onWords, words } from './words.js';

/**
 * The row of phones: names to jump to when not all of them fit, with what came in on those out of sight.
 *
 * @param strip the element that scrolls
 * @param nav where the names stand
 * @param named the name on the tab of a phone
 * @returns draws the names again, after a phone was hidden or shown
 */
export function startStrip(strip, nav, named) {
  const unseen = new Map();
  const visible = new Set();
  const watch = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) {
          visible.add(target);
          unseen.delete(target);
        } else visible.delete(target);
      }
      draw();
    },
    { root: strip, threshold: 0.6 },
  );
  const fits = () => {
    nav.hidden = strip.scrollWidth <= strip.clientWidth + 1;
  };
  const phonesIn = () => [...strip.children].filter((phone) => !phone.hidden);
  let print = '';

  function draw() {
    fits();
    const now = JSON.stringify(
      phonesIn().map((phone) => [named(phone), visible.has(phone), unseen.get(phone)]),
    );
    if (now === print) return;
    print = now;
    nav.replaceChildren(
      ...phonesIn().map((phone) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = named(phone);
        button.setAttribute('aria-current', String(visible.has(phone)));
        const count = unseen.get(phone) ?? 0;
        if (count > 0) {
          const badge = document.createElement('i');
          badge.textContent = String(count);
          badge.setAttribute('aria-label', words().unread(count));
          button.append(badge);
        }
        button.addEventListener('click', () => {
          phone.scrollIntoView({ inline: 'start', block: 'nearest', behavior: 'smooth' });
        });
        return button;
      }),
    );
  }

  function news(event) {
    const phone = event.currentTarget;
    if (visible.has(phone)) return;
    unseen.set(phone, (unseen.get(phone) ?? 0) + event.detail);
    draw();
  }

  const known = new Set();
  const look = () => {
    for (const phone of strip.children) {
      if (known.has(phone)) continue;
      known.add(phone);
      watch.observe(phone);
      phone.addEventListener('news', news);
    }
    draw();
  };
  new MutationObserver(look).observe(strip, { childList: true });
  new ResizeObserver(draw).observe(strip);
  onWords(draw);
  return draw;
}
