import type { SpecialistDocument } from '../contracts/specialists.ts';
import type { Specialist } from '../projects/index.ts';
import type { SpecialistChat } from './specialist-chat.ts';

/** A specialist and the chat that is hers, if any, as the API answers them. */
export function specialistDocument(
  { specialistId, name }: Specialist,
  chat: SpecialistChat | undefined,
): SpecialistDocument {
  return {
    specialist_id: specialistId,
    name,
    linked: chat !== undefined,
    ...(chat && { via: chat.via }),
    ...(chat?.linkedAt && { linked_at: chat.linkedAt }),
  };
}
