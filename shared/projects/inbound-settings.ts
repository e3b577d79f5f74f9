import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../platform/aws/dynamodb.ts';
import { now, secondsBetween } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';

/** The purpose that webhook tokens for SendPulse are minted and verified with. */
export const SENDPULSE_WEBHOOK = 'sendpulse';

/** What the inbound doors need of a project. */
export interface InboundSettings {
  /** Seconds of silence after which a burst is answered. */
  readonly quietWindowSeconds: number;
  /** The SendPulse bot whose events are this project's. */
  readonly sendpulseBotId?: string;
  /** Webhook tokens of a smaller rotation are no longer accepted. */
  readonly lowestRotation: number;
}

/** How long a container believes what it read, in seconds: also that there is no such project. */
const REMEMBERED_SECONDS = 60;

const remembered = new Map<
  ProjectId,
  { readonly readAt: string; readonly settings: Promise<InboundSettings | undefined> }
>();

/**
 * The inbound settings of a project; `undefined` when there is no such project. Read once a minute per container and
 * project, so a change takes up to a minute to be seen. Without dynamodb-toolbox, which the webhook's cold start
 * cannot afford.
 *
 * @throws the SDK's error when the read fails; that is not remembered
 */
export function inboundSettings(projectId: ProjectId): Promise<InboundSettings | undefined> {
  const present = now();
  const known = remembered.get(projectId);
  if (known) {
    const age = secondsBetween(known.readAt, present);
    if (age >= 0 && age < REMEMBERED_SECONDS) return known.settings;
  }
  const settings = read(projectId).catch((fault: unknown) => {
    remembered.delete(projectId);
    throw fault;
  });
  remembered.set(projectId, { readAt: present, settings });
  return settings;
}

async function read(projectId: ProjectId): Promise<InboundSettings | undefined> {
  const { pk, sk } = keys.inboundSettings(projectId);
  const { Item } = await dynamodb.send(
    new GetItemCommand({
      TableName: process.env.TABLE_NAME,
      Key: { pk: { S: pk }, sk: { S: sk } },
    }),
  );
  if (!Item) return undefined;
  const sendpulseBotId = Item.sendpulseBotId?.S;
  return {
    quietWindowSeconds: Number(Item.quietWindowSeconds?.N),
    lowestRotation: Number(Item.lowestRotation?.N),
    ...(sendpulseBotId === undefined ? {} : { sendpulseBotId }),
  };
}
