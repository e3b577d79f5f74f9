import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { type Instant, secondsBetween } from '../platform/clock.ts';
import { NotificationEntity } from '../platform/delivery/index.ts';
import { PassingFault } from '../platform/errors.ts';
import { derivedId, type ProjectId } from '../platform/ids.ts';
import type { ClientNews } from './news.ts';

/** The id of the message that tells a client what one version of her booking is news of. */
export const notificationIdOf = ({
  bookingId,
  version,
}: Pick<ClientNews, 'bookingId' | 'version'>): string =>
  derivedId(['client', bookingId, String(version)]);

/**
 * Whether the client was told, or may have been. What was not claimed by now never will be told: whoever claims later
 * reads the booking after that, and finds that it has changed.
 *
 * @param news the telling asked about
 * @throws PassingFault while somebody is about to tell her
 */
export async function wasTold(
  news: Pick<ClientNews, 'bookingId' | 'version'> & { readonly projectId: ProjectId },
  now: Instant,
): Promise<boolean> {
  const { Item } = await NotificationEntity.build(GetItemCommand)
    .key({ projectId: news.projectId, notificationId: notificationIdOf(news) })
    .options({ consistent: true })
    .send();
  if (Item === undefined) return false;
  const { status, claimedUntil, claims = 0 } = Item;
  if (status === 'SENT') return true;
  if (status === 'CLAIMED' && claimedUntil !== undefined) {
    const retryAfterSeconds = Math.max(1, secondsBetween(now, claimedUntil));
    throw new PassingFault('The client is being told right now.', { retryAfterSeconds });
  }
  // A claim that nobody gave back and nobody finished may have ended in a message.
  return claims > (status === 'CLAIMED' ? 0 : 1);
}
