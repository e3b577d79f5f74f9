import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import { type ProjectId, parseProjectId } from '../platform/ids.ts';
import { platformSecret } from '../platform/secrets/platform-secret.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { BotEntity } from '../projects/index.ts';
import type { BotRole } from './bot-api.ts';

/** A bot that a project has, of its own or by the installation. */
export interface ListedBot {
  readonly projectId: ProjectId;
  readonly role: BotRole;
}

/** Every bot of the installation, by project and role. For the operator's command only: it crosses projects. */
export async function listBots(): Promise<ListedBot[]> {
  const bots = new Map<string, ListedBot>();
  for (const bot of [...(await ownBots()), ...(await installationBots())]) {
    bots.set(`${bot.projectId} ${bot.role}`, bot);
  }
  return [...bots].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, bot]) => bot);
}

async function ownBots(): Promise<ListedBot[]> {
  const found: ListedBot[] = [];
  let exclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await table
      .build(QueryCommand)
      .entities(BotEntity)
      .query({ partition: keys.global.bots })
      .options({
        consistent: true,
        entityAttrFilter: false,
        ...(exclusiveStartKey && { exclusiveStartKey }),
      })
      .send();
    found.push(
      ...Items.map(({ projectId, role }) => ({ projectId: projectId as ProjectId, role })),
    );
    exclusiveStartKey = LastEvaluatedKey;
  } while (exclusiveStartKey !== undefined);
  return found;
}

async function installationBots(): Promise<ListedBot[]> {
  const secret = await platformSecret();
  const projectId = parseProjectId(secret.TELEGRAM_PROJECT_ID);
  if (projectId === undefined) return [];
  return [
    ...(secret.DIVA_RECEPTION_BOT_TOKEN ? [{ projectId, role: 'reception' } as const] : []),
    ...(secret.KESHA_ZEROGAP_BOT_TOKEN ? [{ projectId, role: 'specialist' } as const] : []),
  ];
}
