import { type Refusal, refuse } from '../platform/errors.ts';

/** What every switch answers that finds nothing to switch on. */
export function notConnected(): Refusal<'not_connected'> {
  return refuse('not_connected', 'This integration is disconnected: connect it first.');
}
