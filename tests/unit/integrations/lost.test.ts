import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSendpulse } from '../../../infra/local/providers/sendpulse/index.ts';
import { serveProvider } from '../../../infra/local/providers/serve.ts';
import { BOT_DISABLED, type BotApi } from '../../../shared/bots/bot-api.ts';
import { callBot } from '../../../shared/bots/call-bot.ts';
import { AlertEntity, type AlertKind } from '../../../shared/conversations/index.ts';
import { getIntegration, saveCredentials } from '../../../shared/integrations/index.ts';
import type { Sent } from '../../../shared/platform/delivery/index.ts';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import type { Provider } from '../../../shared/projects/index.ts';
import { sendPulseChannel } from '../../../shared/providers/sendpulse/index.ts';
import { failedItem } from '../../../shared/sync/google-calendar/outcome.ts';
import { failed } from '../../../shared/sync/google-sheets/outcome.ts';
import { startPlatformSecret } from '../../steps/aws-json.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { Desk } from '../sync/desk.ts';

/** Services that stop taking what they took when it was connected. */

const now = '2026-11-21T10:00:00.000Z';
let dynoxide: Dynoxide;
let secrets: Awaited<ReturnType<typeof startPlatformSecret>>;
let desk: Desk;
let projectId: ProjectId;
let count = 0;
beforeAll(async () => {
  for (const level of ['log', 'warn'] as const) {
    vi.spyOn(console, level).mockImplementation(() => undefined);
  }
  dynoxide = await startTable();
  secrets = await startPlatformSecret({ PLATFORM_KEY: 'k'.repeat(40) });
});
afterAll(() => Promise.all([dynoxide.close(), secrets.close()]));
beforeEach(async () => {
  count += 1;
  desk = await new Desk(dynoxide, `lost_${count}`).open();
  ({ projectId } = desk.project);
});
afterEach(() => desk.close());

const connect = (slug: Provider, credentials: Record<string, string>) =>
  saveCredentials({ projectId, slug, credentials, actor: 'owner', now });
const told = async (kind: AlertKind, subject: string) => {
  const { Item } = await AlertEntity.build(GetItemCommand).key({ projectId, kind, subject }).send();
  return Item?.count;
};

describe('an integration whose service refuses at work', () => {
  it('is shown so when a destination says it, and the owner is told once', async () => {
    await connect('appsheet', { access_key: 'V2-old' });
    Object.assign(desk.board, { refusedBy: 'appsheet', endings: ['refused', 'refused'] });
    await desk.change('anna');
    await desk.change('maria');
    await desk.runUntilIdle();
    expect(await getIntegration(projectId, 'appsheet')).toMatchObject({
      status: 'needs_attention',
      trouble: { code: 'credentials_refused', message: 'the board is away' },
    });
    expect(await told('integration_attention', 'appsheet')).toBe(1);
  });

  it('stays connected when the destination is only away', async () => {
    await connect('appsheet', { access_key: 'V2-good' });
    desk.board.endings = ['refused'];
    await desk.change('anna');
    await desk.runUntilIdle();
    expect((await getIntegration(projectId, 'appsheet'))?.status).toBe('connected');
    expect(await told('integration_attention', 'appsheet')).toBeUndefined();
  });

  it('is Google’s account when its key is revoked, not when a place is not shared with it', async () => {
    const item = { booking: await desk.change('anna') };
    const by = (kind: 'disconnected' | 'not_shared') => {
      const failure = { kind, why: '401' } as const;
      const outcomes = [...failed([item], failure).values(), failedItem(item, failure)];
      return outcomes.map((one) => (one.kind === 'failed' ? one.refusedBy : one.kind));
    };
    expect(by('disconnected')).toEqual(['google', 'google']);
    expect(by('not_shared')).toEqual([undefined, undefined]);
  });

  it('is the bot whose token Telegram does not take any more', async () => {
    await connect('telegram-reception', { bot_token: '123456:secret' });
    const disabled: Sent = { kind: 'refused', why: BOT_DISABLED };
    const bot = { send: async () => disabled } as unknown as BotApi;
    const chat = { projectId, role: 'reception', chatId: 1 } as const;
    await callBot(chat, { api: () => bot, now }, (one) => one.send(1, { html: 'x' }));
    expect((await getIntegration(projectId, 'telegram-reception'))?.status).toBe('needs_attention');
    expect(await told('bot_disabled', 'reception')).toBe(1);
  });

  it('is SendPulse when it gives no token for the project’s own id and secret', async () => {
    const sendpulse = createSendpulse();
    const served = await serveProvider(sendpulse);
    const secret = {
      PLATFORM_KEY: 'k'.repeat(40),
      SENDPULSE_CLIENT_ID: 'sp-stand-in-id',
      SENDPULSE_CLIENT_SECRET: 'sp-stand-in-secret',
    };
    const to = { channel: 'sendpulse', service: 'telegram', botId: 'b', contactId: 'c' } as const;
    const send = () =>
      sendPulseChannel({ secret, apiRoot: served.url }).send(projectId, to, 'Hello');
    expect((await send()).kind).toBe('delivered');
    await connect('sendpulse', { client_id: 'gone', client_secret: 'gone' });
    expect((await send()).kind).toBe('not_now');
    expect((await getIntegration(projectId, 'sendpulse'))?.status).toBe('needs_attention');
    expect(await told('integration_attention', 'sendpulse')).toBe(1);
    await served.close();
  });
});
