import type { Notification } from './notification.ts';

/**
 * Whether a message that is not known to have been sent may have been: a claim that nobody gave back and nobody
 * finished ended with a worker that died, perhaps after its send.
 */
export function mayHaveBeenSent({ status, claims = 0 }: Notification): boolean {
  return claims > (status === 'CLAIMED' ? 0 : 1);
}
