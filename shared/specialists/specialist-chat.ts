import { Entity } from 'dynamodb-toolbox/entity';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import type { Instant } from '../platform/clock.ts';
import type { ProjectId, SpecialistId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import type { Project, Specialist } from '../projects/index.ts';

/** The private Telegram chat of a specialist with the project's bot. */
export interface SpecialistChat {
  readonly specialist: Specialist;
  readonly chatId: number;
  /** How it became hers: she sent a one-time code, or the configuration names it. */
  readonly via: 'code' | 'config';
  readonly linkedAt?: Instant;
  /** What her Telegram spoke when she linked it, as she sent it. */
  readonly languageCode?: string;
}

/** The chat that a specialist has linked by a code; at most one, since the key is hers. */
export const SpecialistChatEntity = new Entity({
  name: 'SpecialistChat',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    specialistId: string().key(),
    chatId: number(),
    linkedAt: string(),
    languageCode: string().optional(),
  }),
  computeKey: ({ projectId, specialistId }) =>
    keys.specialistChat(projectId as ProjectId, specialistId as SpecialistId),
});

interface LinkedChat {
  readonly specialistId: SpecialistId;
  readonly chatId: number;
  readonly linkedAt: Instant;
  readonly languageCode?: string;
}

/** Whose chats were linked by a code, also of specialists that are gone. Strongly read, in one Query. */
export async function readLinkedChats(projectId: ProjectId): Promise<LinkedChat[]> {
  const { Items = [] } = await table
    .build(QueryCommand)
    .entities(SpecialistChatEntity)
    .query({ partition: keys.specialistChats(projectId) })
    .options({ consistent: true, maxPages: Number.POSITIVE_INFINITY })
    .send();
  return Items as unknown as LinkedChat[];
}

/**
 * The chats of a project's specialists: each specialist has at most one, and each chat belongs to one of them. A code
 * beats the configuration, since who sent it had the phone in her hand; of two codes of one chat the later one counts.
 */
export async function specialistChats(
  project: Pick<Project, 'projectId' | 'specialists'>,
): Promise<SpecialistChat[]> {
  const linked = new Map(
    (await readLinkedChats(project.projectId)).map((row) => [row.specialistId, row]),
  );
  const candidates = project.specialists.flatMap((specialist): SpecialistChat[] => {
    const row = linked.get(specialist.specialistId);
    if (row) {
      const { chatId, linkedAt, languageCode } = row;
      return [
        {
          specialist,
          chatId,
          via: 'code',
          linkedAt,
          ...(languageCode && { languageCode }),
        } as const,
      ];
    }
    const { telegramChatId: chatId } = specialist;
    return chatId === undefined ? [] : [{ specialist, chatId, via: 'config' }];
  });
  // Without a time (the configuration's) sorts last; the sort is stable, so ties are settled alike each time.
  const latestFirst = candidates.sort((a, b) => (b.linkedAt ?? '').localeCompare(a.linkedAt ?? ''));
  const chats = new Map<number, SpecialistChat>();
  for (const chat of latestFirst) if (!chats.has(chat.chatId)) chats.set(chat.chatId, chat);
  return [...chats.values()];
}
