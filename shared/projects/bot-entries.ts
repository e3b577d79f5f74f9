import { DeleteTransaction } from 'dynamodb-toolbox/entity/actions/transactDelete';
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut';
import type { ProjectConfig } from '../contracts/project-config.ts';
import { now } from '../platform/clock.ts';
import { BotEntity } from './bot.ts';
import { ConnectionEntity } from './connection.ts';
import { getConnection } from './get-connection.ts';
import type { Project } from './project.ts';
import { sealedCredentials } from './sealed-credentials.ts';

/** The write of a connection or of a look-up row, for the transaction of its project. */
export type BotEntry =
  | PutTransaction<typeof ConnectionEntity>
  | DeleteTransaction<typeof ConnectionEntity>
  | PutTransaction<typeof BotEntity>
  | DeleteTransaction<typeof BotEntity>;

/**
 * What `config` changes in the Telegram bots of a project: sealed tokens and look-up rows. Empty when it names no
 * token, or the one that is stored.
 *
 * @param project as it is before
 * @param actor who changes it
 */
export async function botEntries(
  project: Project,
  config: ProjectConfig,
  actor: string,
): Promise<readonly BotEntry[]> {
  const wanted = {
    reception: config.reception?.bot_token,
    specialist: config.specialist_bot?.bot_token,
  };
  const [reception, specialist] = await Promise.all([
    entriesOf(project, 'reception', wanted.reception, actor),
    entriesOf(project, 'specialist', wanted.specialist, actor),
  ]);
  return [...reception, ...specialist];
}

async function entriesOf(
  { projectId, bots }: Project,
  role: 'reception' | 'specialist',
  token: string | null | undefined,
  actor: string,
): Promise<BotEntry[]> {
  if (token === undefined || (token === null && bots?.[role] === undefined)) return [];
  const provider = `telegram-${role}` as const;
  if (token === null) {
    return [
      ConnectionEntity.build(DeleteTransaction).key({ projectId, provider }),
      BotEntity.build(DeleteTransaction).key({ projectId, role }),
    ];
  }
  const botId = Number(token.split(':')[0]);
  if (bots?.[role] === botId) {
    const stored = await getConnection(projectId, provider, { consistent: true });
    if (stored?.credentials.bot_token === token) return [];
  }
  return [
    ConnectionEntity.build(PutTransaction).item({
      projectId,
      provider,
      sealedCredentials: await sealedCredentials(projectId, provider, { bot_token: token }),
      connectedAt: now(),
      connectedBy: actor,
    }),
    BotEntity.build(PutTransaction).item({ projectId, role, botId }),
  ];
}
