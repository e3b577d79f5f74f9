import { PassingFault } from '../platform/errors.ts';
import { describeFault, logger } from '../platform/logger.ts';
import { getProject } from '../projects/index.ts';
import type { Destination } from './destination.ts';
import { type SyncPorts, syncDestination } from './sync-destination.ts';
import type { SyncMessage } from './sync-message.ts';

const MOST_REQUEUES = 10;
const FIRST_DELAY_SECONDS = 5;
const LONGEST_DELAY_SECONDS = 600;

/**
 * Brings the bookings of these messages to every destination that their project is connected to. Destinations do not
 * touch each other: for one that cannot be served now, its messages go back to the queue with its name.
 *
 * @param messages of one project, at least one
 * @throws what does not pass by itself: the messages are delivered again, then parked
 */
export async function syncBookings(
  messages: readonly SyncMessage[],
  destinations: readonly Destination[],
  ports: SyncPorts,
): Promise<void> {
  const [first] = messages;
  const project = first && (await getProject(first.projectId));
  if (!project) return;
  await Promise.all(
    destinations.map(async (destination) => {
      const own = messages.filter(
        ({ destination: name = destination.name }) => name === destination.name,
      );
      if (own.length === 0) return;
      try {
        if ((await destination.places(project)).length === 0) return;
        await syncDestination(destination, project, own, ports);
      } catch (fault) {
        await postpone(own, destination.name, fault, ports);
      }
    }),
  );
}

async function postpone(
  messages: readonly SyncMessage[],
  destination: string,
  fault: unknown,
  { again }: SyncPorts,
): Promise<void> {
  logger.warn('A destination waits for another try.', { destination, ...describeFault(fault) });
  const asked = fault instanceof PassingFault ? (fault.retryAfterSeconds ?? 0) : 0;
  for (const message of messages) {
    if (message.attempt >= MOST_REQUEUES) throw fault;
    const grown = Math.min(FIRST_DELAY_SECONDS * 2 ** message.attempt, LONGEST_DELAY_SECONDS);
    const next = { ...message, destination, attempt: message.attempt + 1 };
    await again(next, Math.max(asked, grown * (0.8 + 0.4 * Math.random())));
  }
}
