import type { NotNow } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import type { Address } from './inbound-message.ts';

/** What became of one text that was sent. */
export type SendResult =
  /** The channel took it. */
  | { readonly kind: 'delivered' }
  /** The client cannot be reached (blocked us, unsubscribed): trying again is useless until they write again. */
  | { readonly kind: 'unreachable'; readonly why: string }
  /** The channel will never take this text as it is. */
  | { readonly kind: 'refused'; readonly why: string }
  /**
   * No for now. `untouched`: it surely did not reach the client, so a second try repeats nothing; otherwise it may
   * have, since no channel takes an idempotency key.
   */
  | NotNow;

/** A way to answer clients. Implemented by providers. */
export interface Channel {
  /** Cuts a reply into the parts that this channel takes; joined by white space they are the reply. */
  split(text: string): string[];
  /** Sends one part, once: no retry inside. Never throws for what the provider answers. */
  send(projectId: ProjectId, to: Address, text: string): Promise<SendResult>;
}
