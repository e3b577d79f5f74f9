import en from '../texts/en.js';
import ru from '../texts/ru.js';
import uk from '../texts/uk.js';
import { keep, kept } from './memory.js';

const ALL = { uk, en, ru };
const listeners = new Set();
let chosen =
  kept('language') ?? Object.keys(ALL).find((tag) => navigator.language.startsWith(tag)) ?? 'uk';
if (!ALL[chosen]) chosen = 'uk';

/** The texts of the chosen language. */
export const words = () => ALL[chosen];

/** Calls back now and whenever another language is chosen. */
export function onWords(listener) {
  listeners.add(listener);
  listener(words());
}

/** Fills the language switch and everything on the page that only carries a text. */
export function startWords(fieldset) {
  const legend = document.createElement('legend');
  legend.className = 'unseen';
  legend.textContent = 'Мова · Language · Язык';
  fieldset.append(legend);
  for (const [tag, { name }] of Object.entries(ALL)) {
    const label = document.createElement('label');
    const input = document.createElement('input');
    input.type = 'radio';
    input.name = 'language';
    input.checked = tag === chosen;
    input.addEventListener('change', () => {
      chosen = tag;
      keep('language', tag);
      for (const listener of listeners) listener(words());
    });
    const text = document.createElement('span');
    text.textContent = tag.toUpperCase();
    text.className = 'tag';
    text.title = name;
    text.lang = tag;
    label.append(input, text);
    fieldset.append(label);
  }
  onWords((texts) => {
    document.documentElement.lang = chosen;
    for (const element of document.querySelectorAll('[data-text]')) {
      element.textContent = texts[element.dataset.text];
    }
    for (const element of document.querySelectorAll('[data-label]')) {
      element.setAttribute('aria-label', texts[element.dataset.label]);
    }
  });
}
