import { getBooking } from '../bookings/index.ts';
import type { SyncAccepted, SyncWish } from '../contracts/sync.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import { bookingIdSchema } from '../platform/id-schemas.ts';
import type { ProjectId } from '../platform/ids.ts';
import { getProject } from '../projects/index.ts';
import type { Destination } from './destination.ts';
import type { SyncMessage } from './sync-message.ts';

export interface AskSync {
  readonly access: { readonly projectId: ProjectId };
  readonly body: SyncWish;
}

/**
 * A member has a booking written to a destination, or taken out, whatever is believed to be there. Only queued: the
 * record of the attempt says what became of it.
 *
 * @param destination which; one that knows whether a project is connected
 * @param ports `put`: onto the queue of the destinations
 */
export async function askSync(
  { access: { projectId }, body: { action, bookingId: id } }: AskSync,
  destination: Pick<Destination, 'name' | 'placeOf'>,
  ports: { readonly put: (message: SyncMessage) => Promise<void> },
): Promise<SyncAccepted | Refusal<'booking_not_found' | 'not_connected'>> {
  const bookingId = bookingIdSchema.safeParse(id.replace(/^#/, ''));
  const [booking, project] = await Promise.all([
    bookingId.success ? getBooking(projectId, bookingId.data) : undefined,
    getProject(projectId),
  ]);
  if (!booking || !project) return refuse('booking_not_found', 'There is no such booking.');
  if ((await destination.placeOf(project, booking)) === undefined) {
    return refuse('not_connected', 'The project is not connected to this destination.');
  }
  const wish = {
    action: action === 'Delete' ? 'Remove' : 'Write',
    version: booking.version,
  } as const;
  await ports.put({
    ...{ projectId, bookingId: booking.bookingId, destination: destination.name, wish, attempt: 0 },
  });
  return { success: true, queued: true, action, bookingId: booking.bookingId };
}
