import { expire } from '../../shared/bookings/index.ts';
import { now } from '../../shared/platform/clock.ts';
import { eachMessage } from '../../shared/platform/lambda/queue.ts';
import { expiryTimerSchema } from '../../shared/schedules/index.ts';

/** A request's start has come → it expires, if it still waits. */
export const handler = eachMessage(expiryTimerSchema, async (timer) => {
  await expire({ ...timer, now: now() });
});
