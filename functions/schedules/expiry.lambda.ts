import { now } from '../../shared/platform/clock.ts';
import { eachMessage } from '../../shared/platform/lambda/queue.ts';
import { expireWhenDue, expiryTimerSchema } from '../../shared/schedules/index.ts';

/** A request's start has come → it expires, if it still waits. */
export const handler = eachMessage(expiryTimerSchema, (timer) => expireWhenDue(timer, now()));
