import { type Notification, notificationsAbout } from '../platform/delivery/index.ts';
import type { BookingId, ProjectId } from '../platform/ids.ts';
import { type Copy, copyOfRecord } from './copy.ts';

/** The kind of every record of reception's bot. */
export const TELEGRAM_DIVA = 'TELEGRAM_DIVA';

/** A message about a booking that stands in somebody's chat. */
export interface SentCopy {
  readonly chatId: number;
  readonly messageId: string;
  readonly copy: Copy;
}

/** The copies of everything reception was told about a booking: in all chats, or in `chatId` alone. */
export async function sentCopies(
  projectId: ProjectId,
  bookingId: BookingId,
  chatId?: number,
): Promise<SentCopy[]> {
  const records = await notificationsAbout(projectId, bookingId);
  return records.flatMap(copyIn).filter((one) => chatId === undefined || one.chatId === chatId);
}

function copyIn({ kind, status, recipient, providerMessageId, payload }: Notification): SentCopy[] {
  const copy = copyOfRecord(payload);
  if (kind !== TELEGRAM_DIVA || status !== 'SENT' || !providerMessageId || !copy) return [];
  return [{ chatId: Number(recipient), messageId: providerMessageId, copy }];
}
