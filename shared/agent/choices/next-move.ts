import type { Menu } from '../../conversations/index.ts';
import type { Choice } from './read-choice.ts';
import type { Word } from './texts/index.ts';

/** Where the dialogue stands: a menu without what it shows. */
export type Place = Omit<Menu, 'options' | 'page'>;

/** What follows from a choice. */
export type Move =
  /** Ask there; `back`: she came from behind it, so what leaves no choice is passed backwards. */
  | { readonly kind: 'ask'; readonly place: Place; readonly back?: true }
  | { readonly kind: 'more' }
  | { readonly kind: 'repeat' }
  | { readonly kind: 'own' }
  | { readonly kind: 'hand_over' }
  | { readonly kind: 'book'; readonly slotId: string; readonly name?: string }
  | { readonly kind: 'cancel'; readonly code: string };

const START: Place = { step: 'start' };

/**
 * What a choice leads to: the whole dialogue, without what it shows and does. Pure.
 *
 * @param place where she was asked; absent: nowhere yet
 * @param namesNeeded nobody knows her name, so it is asked for before a booking
 */
export function nextMove(place: Place | undefined, choice: Choice, namesNeeded: boolean): Move {
  if (choice.kind === 'word') return afterWord(choice.word);
  if (place === undefined) return { kind: 'ask', place: START };
  if (choice.kind === 'more') return { kind: 'more' };
  if (choice.kind === 'back') return stepBack(place);
  if (choice.kind === 'said' && place.slotId !== undefined) {
    return { kind: 'book', slotId: place.slotId, name: choice.words };
  }
  return choice.kind === 'chosen'
    ? afterChoice(place, choice.value, namesNeeded)
    : { kind: 'repeat' };
}

function afterWord(word: Word): Move {
  if (word === 'own') return { kind: 'own' };
  if (word === 'operator') return { kind: 'hand_over' };
  if (word === 'book') return { kind: 'ask', place: { step: 'service' } };
  return { kind: 'ask', place: word === 'cancel' ? { step: 'cancel' } : START };
}

function afterChoice(place: Place, value: string, namesNeeded: boolean): Move {
  switch (place.step) {
    case 'start':
      return afterWord(value as Word);
    case 'service':
      return { kind: 'ask', place: { step: 'specialist', serviceId: value } };
    case 'specialist':
      return { kind: 'ask', place: { ...place, step: 'day', specialistId: value } };
    case 'day':
      return { kind: 'ask', place: { ...place, step: 'time', date: value } };
    case 'time':
      return namesNeeded
        ? { kind: 'ask', place: { ...place, step: 'name', slotId: value } }
        : { kind: 'book', slotId: value };
    case 'cancel':
      return { kind: 'ask', place: { step: 'sure', code: value } };
    case 'sure':
      return value === 'yes' && place.code !== undefined
        ? { kind: 'cancel', code: place.code }
        : { kind: 'ask', place: START };
    default:
      return { kind: 'repeat' };
  }
}

/** One step back; from the first there is none. */
export function stepBack(place: Place): Move {
  const { date: _, slotId: __, ...chosen } = place;
  switch (place.step) {
    case 'specialist':
      return { kind: 'ask', place: { step: 'service' }, back: true };
    case 'day':
      return { kind: 'ask', place: { ...chosen, step: 'specialist' }, back: true };
    case 'time':
      return { kind: 'ask', place: { ...chosen, step: 'day' }, back: true };
    case 'name':
      return { kind: 'ask', place: { ...chosen, ...dateOf(place), step: 'time' }, back: true };
    case 'sure':
      return { kind: 'ask', place: { step: 'cancel' }, back: true };
    default:
      return { kind: 'ask', place: START };
  }
}

function dateOf({ date }: Place): Pick<Place, 'date'> {
  return date === undefined ? {} : { date };
}
