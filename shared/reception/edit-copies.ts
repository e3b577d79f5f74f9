import { type Booking, getBooking } from '../bookings/index.ts';
import { type BotPorts, botToken, editInChat } from '../bots/index.ts';
import { PassingFault } from '../platform/errors.ts';
import type { BookingId } from '../platform/ids.ts';
import type { Project } from '../projects/index.ts';
import { copyMessage } from './copy.ts';
import type { SentCopy } from './sent-copies.ts';

/** Nobody decides this often within the time of an edit. */
const ROUNDS = 5;

/** What became of the copies. */
export interface Edited {
  /** The booking they tell of now; `undefined` when there is none. */
  readonly booking: Booking | undefined;
  /** The chats in which an edit failed, and with what; the others are true. */
  readonly failures: ReadonlyMap<number, unknown>;
}

/**
 * Makes copies say what is true. Looks again after the edits and edits again when the truth moved meanwhile, so of two
 * who edit at once the newest stands; a message that cannot be edited any more is left as it is.
 *
 * @throws PassingFault when the booking does not come to rest
 */
export async function editCopies(
  project: Project,
  bookingId: BookingId,
  copies: readonly SentCopy[],
  ports: BotPorts,
): Promise<Edited> {
  const { projectId } = project;
  let booking = await getBooking(projectId, bookingId);
  for (let round = 1; round <= ROUNDS; round += 1) {
    if (!booking || copies.length === 0) return { booking, failures: new Map() };
    const failures = await editAll(project, booking, copies, ports);
    const current = await getBooking(projectId, bookingId);
    if (current?.version === booking.version) return { booking, failures };
    booking = current;
  }
  throw new PassingFault(`Booking ${bookingId} keeps changing while its copies are edited.`);
}

async function editAll(
  project: Project,
  booking: Booking,
  copies: readonly SentCopy[],
  ports: BotPorts,
): Promise<Map<number, unknown>> {
  // Else each of them, in a container that does not know it yet, would read the token for itself.
  if (copies.length > 1) await botToken(project.projectId, 'reception');
  const failures = new Map<number, unknown>();
  await Promise.all(
    copies.map(async ({ chatId, messageId, copy }) => {
      const message = copyMessage(copy, booking, { project, now: ports.now });
      const chat = { projectId: project.projectId, role: 'reception', chatId } as const;
      try {
        await editInChat({ ...chat, messageId, message }, ports);
      } catch (fault) {
        failures.set(chatId, fault);
      }
    }),
  );
  return failures;
}
