import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { type BotApiFor, botToken } from '../bots/index.ts';
import type { LinkCodeDocument } from '../contracts/specialists.ts';
import { addSeconds, expiresAt, now } from '../platform/clock.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { ProjectId, UserId } from '../platform/ids.ts';
import { describeFault, logger } from '../platform/logger.ts';
import { getProject } from '../projects/index.ts';
import { CODE_SECONDS, hashOfCode, LinkCodeEntity, newLinkCode } from './link-code.ts';

/** A member's request as the door has read it. */
export interface OfferLink {
  readonly access: { readonly projectId: ProjectId };
  readonly caller: { readonly userId: UserId };
  readonly path: { readonly specialist_id: string };
}

/** How long the row outlives its code: a copy of the message that used it still finds that it was used. */
const KEPT_SECONDS = CODE_SECONDS + 7 * 24 * 3_600;

/**
 * Makes a one-time code with which a specialist links her Telegram chat. Codes made before stay good.
 *
 * @param api asked for the bot's name, to make a link of the code; a bot that does not answer costs only the link
 */
export async function offerLink(
  { access: { projectId }, caller: { userId }, path }: OfferLink,
  api: BotApiFor,
): Promise<LinkCodeDocument | Refusal<'project_not_found' | 'specialist_not_found'>> {
  const project = await getProject(projectId);
  if (!project) return refuse('project_not_found', 'There is no such project.');
  const { specialist_id: specialistId } = path;
  if (!project.specialists.some((one) => one.specialistId === specialistId)) {
    return refuse('specialist_not_found', 'There is no such specialist.');
  }
  const present = now();
  const code = newLinkCode();
  const codeHash = hashOfCode(projectId, code) ?? '';
  const expires = addSeconds(present, CODE_SECONDS);
  const [link] = await Promise.all([
    linkOf(projectId, code, api),
    LinkCodeEntity.build(PutItemCommand)
      .item({
        ...{ projectId, codeHash, specialistId, createdAt: present, createdBy: userId },
        ...{ expiresAt: expires, ttl: expiresAt(present, KEPT_SECONDS) },
      })
      .send(),
  ]);
  return { code, ...(link && { link }), expires_at: expires };
}

async function linkOf(
  projectId: ProjectId,
  code: string,
  api: BotApiFor,
): Promise<string | undefined> {
  try {
    const token = await botToken(projectId, 'specialist');
    if (token === undefined) return undefined;
    const { username } = await api(token).me();
    return `https://t.me/${encodeURIComponent(username)}?start=${code}`;
  } catch (fault) {
    logger.warn('The specialist bot of a project does not answer.', {
      projectId,
      ...describeFault(fault),
    });
    return undefined;
  }
}
