import { now } from '../clock.ts';
import { overLimit } from './call-limit.ts';
import type { DoorLimit } from './http.ts';

/** Ten a second, all the time: more than a panel with several open windows asks, far less than a script in a loop. */
const LIMIT = { name: 'api', perMinute: 600 } as const;

/** The limit of the doors for signed-in people: so many calls a minute for each of them, over all doors together. */
export const perCaller: DoorLimit = ({ caller, sourceIp }) =>
  overLimit(LIMIT, caller?.userId ?? `ip ${sourceIp}`, now());
