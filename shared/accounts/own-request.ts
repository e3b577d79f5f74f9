import type * as z from 'zod';
import type { Posted } from '../contracts/accounts.ts';
import type { Caller } from '../platform/lambda/http.ts';

/** A request of somebody who is signed in, about what is her own. */
export interface OwnRequest<Body extends z.ZodType> extends Posted<Body> {
  readonly caller: Caller;
  readonly idempotencyKey: string | undefined;
}
