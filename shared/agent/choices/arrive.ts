import type { Menu } from '../../conversations/index.ts';
import { spokenLanguage } from '../../projects/index.ts';
import type { AgentTurn } from '../agent-turn.ts';
import { nextMove, type Place, stepBack } from './next-move.ts';
import { optionsOf } from './options-of.ts';
import { CHOICE_TEXTS } from './texts/index.ts';

/** A menu that a client is to be shown, and what has to be said first. */
export interface Arrival {
  readonly menu: Menu;
  readonly note: string;
}

/** Where one choice is no choice. */
const PASSED: ReadonlySet<string> = new Set(['service', 'specialist', 'cancel']);
/** The way there and back has fewer steps than this. */
const MOST_STEPS = 12;

/**
 * Brings a client to a place: where there is only one choice it is made for her, where there is none she is told and
 * brought back to where there are some.
 *
 * @param back she comes from behind it, so a place without a choice is passed backwards
 */
export async function arrive(turn: AgentTurn, wanted: Place, back = false): Promise<Arrival> {
  const texts = CHOICE_TEXTS[spokenLanguage(turn.language)];
  let place = wanted;
  let backwards = back;
  let note = '';
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const options = place.step === 'name' ? [] : await optionsOf(turn, place);
    const [only] = options;
    if (options.length === 0 && place.step !== 'name') {
      note ||= noteOf(place, texts);
      backwards = true;
    } else if (options.length > 1 || only === undefined || !PASSED.has(place.step)) {
      return { menu: { ...place, options, page: 0 }, note };
    }
    const on = { kind: 'chosen', value: only?.value ?? '' } as const;
    const move = backwards ? stepBack(place) : nextMove(place, on, false);
    if (move.kind === 'ask') place = move.place;
  }
  const options = await optionsOf(turn, { step: 'start' });
  return { menu: { step: 'start', options, page: 0 }, note };
}

function noteOf({ step }: Place, texts: (typeof CHOICE_TEXTS)['en']): string {
  if (step === 'cancel') return texts.noBookings;
  return step === 'service' || step === 'specialist' ? texts.nothingToBook : texts.noTimes;
}
