import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import { platformSecret } from '../../../shared/platform/secrets/platform-secret.ts';
import { verifyWebhookToken } from '../../../shared/platform/secrets/webhook-token.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { inboundSettings, SENDPULSE_WEBHOOK } from '../../../shared/projects/inbound.ts';
import {
  connectService,
  createProject,
  getConnection,
  rotateWebhook,
  webhookPath,
} from '../../../shared/projects/index.ts';
import { type AwsJson, startPlatformSecret } from '../../steps/aws-json.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';

const [salon, clinic] = ['salon', 'clinic'] as [ProjectId, ProjectId];
const credentials = { client_id: 'id-1', client_secret: 'very-secret' };

let dynoxide: Dynoxide;
let secrets: AwsJson;
beforeAll(async () => {
  dynoxide = await startTable();
  secrets = await startPlatformSecret({ PLATFORM_KEY: 'k'.repeat(40) });
  for (const projectId of [salon, clinic]) {
    await createProject({ projectId, owner: 'o' as UserId, config: {}, actor: 'test' });
  }
});
afterAll(() => Promise.all([dynoxide.close(), secrets.close()]));

const stored = async (projectId: ProjectId) => {
  const { pk, sk } = keys.connection(projectId, 'sendpulse');
  const Key = { pk: { S: pk }, sk: { S: sk } };
  const { Item } = await new DynamoDBClient().send(
    new GetItemCommand({ TableName: dynoxide.tableName, Key }),
  );
  return { Item, Key };
};

describe('a connection', () => {
  it('comes back as it was given, and lies sealed', async () => {
    expect(await getConnection(salon, 'sendpulse')).toBeUndefined();
    await connectService({ projectId: salon, provider: 'sendpulse', credentials, actor: 'o' });
    expect(await getConnection(salon, 'sendpulse')).toMatchObject({ credentials });
    expect(JSON.stringify((await stored(salon)).Item)).not.toMatch(/very-secret|id-1/);
    expect(await getConnection(clinic, 'sendpulse')).toBeUndefined();
  });

  it('does not open in another project, even when its row is moved there', async () => {
    const { Item } = await stored(salon);
    const { Key } = await stored(clinic);
    await new DynamoDBClient().send(
      new PutItemCommand({
        TableName: dynoxide.tableName,
        Item: { ...Item, ...Key, projectId: { S: clinic } },
      }),
    );
    await expect(getConnection(clinic, 'sendpulse')).rejects.toThrow();
  });
});

describe('the webhook of a project', () => {
  const rotationOf = async (path: unknown) => {
    expect(path).toMatch(/^\/webhook\/sendpulse\?token=[\w-]+$/);
    const token = new URL(String(path), 'https://x.example').searchParams.get('token') ?? '';
    const read = verifyWebhookToken(await platformSecret(), SENDPULSE_WEBHOOK, token);
    expect(read?.projectId).toBe(salon);
    return read?.rotation;
  };

  it('keeps its path until it is rotated, with or without the old token', async () => {
    expect(await rotationOf(await webhookPath(salon))).toBe(1);
    expect(await webhookPath(salon)).toBe(await webhookPath(salon));
    expect(await rotationOf(await rotateWebhook({ projectId: salon, keepPrevious: true }))).toBe(2);
    expect(await inboundSettings(salon)).toMatchObject({ lowestRotation: 1 });
    expect(await rotationOf(await rotateWebhook({ projectId: salon, keepPrevious: false }))).toBe(
      3,
    );
    expect(await rotationOf(await webhookPath(salon))).toBe(3);
  });

  it('does not exist for a project that does not', async () => {
    const nowhere = 'nowhere' as ProjectId;
    expect(await webhookPath(nowhere)).toMatchObject({ refused: 'project_not_found' });
    expect(await rotateWebhook({ projectId: nowhere, keepPrevious: true })).toMatchObject({
      refused: 'project_not_found',
    });
  });
});
