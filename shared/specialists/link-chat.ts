import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { DeleteTransaction } from 'dynamodb-toolbox/entity/actions/transactDelete';
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut';
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate';
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite';
import type { Instant } from '../platform/clock.ts';
import { PassingFault, type Refusal, refuse } from '../platform/errors.ts';
import type { Project, Specialist } from '../projects/index.ts';
import { hashOfCode, LinkCodeEntity } from './link-code.ts';
import { readLinkedChats, SpecialistChatEntity } from './specialist-chat.ts';
import { specialistOfChat } from './specialist-of-chat.ts';

export interface LinkChat {
  readonly project: Pick<Project, 'projectId' | 'specialists'>;
  /** As it was typed. */
  readonly code: string;
  readonly chatId: number;
  readonly languageCode?: string;
  readonly now: Instant;
}

const TRIES = 5;

/**
 * Makes a chat the specialist's whose code was sent. The code is used up and the chat linked in one transaction; if
 * the chat was another specialist's, it moves. The same chat sending the same code again changes nothing.
 *
 * @returns the specialist, or `invalid_code` for a code that is wrong, expired or used: one answer for all of them
 * @throws PassingFault when others were faster each time: the same request may be sent again
 */
export async function linkChat(request: LinkChat): Promise<Specialist | Refusal<'invalid_code'>> {
  let cause: unknown;
  for (let tried = 0; tried < TRIES; tried += 1) {
    try {
      return await tryToLink(request);
    } catch (fault) {
      // A condition no longer held, or two transactions met: what is there now decides.
      if (!(fault instanceof Error) || fault.name !== 'TransactionCanceledException') throw fault;
      cause = fault;
    }
  }
  throw new PassingFault('A chat could not be linked now.', { cause });
}

async function tryToLink(request: LinkChat): Promise<Specialist | Refusal<'invalid_code'>> {
  const { project, chatId, languageCode, now } = request;
  const { projectId } = project;
  const invalid = refuse('invalid_code', 'The code is wrong, expired or used.');
  const codeHash = hashOfCode(projectId, request.code);
  if (codeHash === undefined) return invalid;
  const { Item: code } = await LinkCodeEntity.build(GetItemCommand)
    .key({ projectId, codeHash })
    .options({ consistent: true })
    .send();
  const specialist = project.specialists.find((one) => one.specialistId === code?.specialistId);
  if (!code || !specialist) return invalid;
  if (code.usedBy !== undefined) {
    const own = code.usedBy === chatId ? await specialistOfChat(project, chatId) : undefined;
    return own?.specialist.specialistId === specialist.specialistId ? specialist : invalid;
  }
  if (code.expiresAt <= now) return invalid;
  const { specialistId } = specialist;
  const before = (await readLinkedChats(projectId)).filter(
    (row) => row.chatId === chatId && row.specialistId !== specialistId,
  );
  await execute(
    LinkCodeEntity.build(UpdateTransaction)
      .item({ projectId, codeHash, usedBy: chatId, usedAt: now })
      .options({
        condition: {
          and: [
            { attr: 'expiresAt', gt: now },
            { attr: 'usedBy', exists: false },
          ],
        },
      }),
    SpecialistChatEntity.build(PutTransaction).item({
      ...{ projectId, specialistId, chatId, linkedAt: now },
      ...(languageCode === undefined ? {} : { languageCode }),
    }),
    ...before.map((row) =>
      SpecialistChatEntity.build(DeleteTransaction)
        .key({ projectId, specialistId: row.specialistId })
        .options({ condition: { attr: 'chatId', eq: chatId } }),
    ),
  );
  return specialist;
}
