import type { Dialogue } from '../dialogue.ts';
import { booking } from './booking.ts';
import { moving } from './moving.ts';
import { trouble } from './trouble.ts';
import { wishes } from './wishes.ts';

/** All of them. */
export const DIALOGUES: readonly Dialogue[] = [...booking, ...moving, ...wishes, ...trouble];
