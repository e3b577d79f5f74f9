import { type BotApiFor, type BotMessage, tellChat } from '../bots/index.ts';
import type { Instant } from '../platform/clock.ts';
import type { DeliveryResult } from '../platform/delivery/index.ts';
import { derivedId, type ProjectId } from '../platform/ids.ts';
import type { Language, Project, Specialist } from '../projects/index.ts';
import type { CardPlace } from './card.ts';
import { type SpecialistTexts, specialistTexts } from './texts/index.ts';

/** What the specialist bot needs from outside. */
export interface SpecialistPorts {
  readonly api: BotApiFor;
  readonly now: Instant;
}

/** One update of a chat, and what answering it takes. */
export interface Talk {
  readonly project: Project;
  readonly chatId: number;
  readonly updateId: number;
  readonly language: Language;
  readonly ports: SpecialistPorts;
}

/** The same in the chat of a specialist. */
export interface SpecialistTalk extends Talk {
  readonly specialist: Specialist;
}

/** The kind under which everything that this bot says is recorded. */
export const KIND = 'TELEGRAM_KESHA';

/** Who acts, on whose bookings alone, and when: what every verb of a booking wants to know. */
export function actorOf({
  project: { projectId },
  specialist: { specialistId },
  ports,
}: SpecialistTalk) {
  const actor = { kind: 'specialist', id: specialistId } as const;
  return { projectId, ownedBy: specialistId, actor, now: ports.now };
}

/** What a card in this talk needs beside its booking. */
export const placeOf = ({ project, language, ports: { now } }: Talk): CardPlace => ({
  project,
  language,
  now,
});

/** The texts of the talk's language. */
export const textsOf = ({ language }: Pick<Talk, 'language'>): SpecialistTexts =>
  specialistTexts(language);

/**
 * Answers an update with one message. An update that comes again finds its answers given: each has the update and its
 * own place in the answer for an id.
 *
 * @param place which of several messages this is: the booking of a card, say
 * @param render asked once it is sure that this call answers; what it does has to bear being done again
 */
export function reply(
  { project: { projectId }, chatId, updateId, ports }: Talk,
  render: () => Promise<BotMessage | undefined>,
  place = '',
): Promise<DeliveryResult> {
  const notificationId = derivedId(['specialist bot', ...[chatId, updateId, place].map(String)]);
  return tellOnce({ projectId, chatId, notificationId, ports }, render);
}

/** Says something that has an id of its own, once for all updates that ask for it. */
export function tellOnce(
  message: {
    readonly projectId: ProjectId;
    readonly chatId: number;
    readonly notificationId: string;
    readonly ports: SpecialistPorts;
  },
  render: () => Promise<BotMessage | undefined>,
): Promise<DeliveryResult> {
  const { ports, ...chat } = message;
  return tellChat(
    {
      ...chat,
      ...{ role: 'specialist', kind: KIND },
      render: async () => {
        const message = await render();
        return message && { message };
      },
    },
    ports,
  );
}
