import type { OutsideCalendar } from '../../projects/index.ts';
import type { BusyPlaces } from './busy-source.ts';

/** The calendar of a service to which a project is connected: one account each, so the service's name is its place. */
export const connectedPlaces = (name: OutsideCalendar): BusyPlaces => ({
  name,
  places: async ({ connected }) => (connected?.includes(name) ? [name] : []),
});
