import { OUTSIDE_CALENDARS } from '../../projects/index.ts';
import { calendarPlaces } from '../google-calendar/places.ts';
import { sheetPlaces } from '../google-sheets/places.ts';
import type { BusyPlaces } from './busy-source.ts';
import { connectedPlaces } from './connected-places.ts';

/** Every kind of place whose own entries block time: a turn waits until what stands there is known. */
export const busyPlaces = (): readonly BusyPlaces[] => [
  sheetPlaces,
  calendarPlaces,
  ...OUTSIDE_CALENDARS.map(connectedPlaces),
];
