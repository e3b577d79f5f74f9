import type { Menu } from '../../conversations/index.ts';
import { shownOf } from './read-choice.ts';
import type { ChoiceTexts } from './texts/index.ts';

/** A menu as the client reads it: the question, the numbered choices, and 0 for back. Pure. */
export function renderMenu(menu: Menu, texts: ChoiceTexts, about = ''): string {
  const { shown, more } = shownOf(menu);
  const lines = shown.map(({ label }, index) => `${index + 1}. ${label}`);
  if (more) lines.push(`${shown.length + 1}. ${texts.more}`);
  if (menu.step !== 'start') lines.push(`0. ${texts.back}`);
  const question = about === '' ? texts.ask[menu.step] : `${texts.ask[menu.step]}\n${about}`;
  return `${question}\n${lines.join('\n')}`;
}
