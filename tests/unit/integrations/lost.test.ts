import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSendpulse } from '../../../infra/local/providers/sendpulse/index.ts';
import { serveProvider } from '../../../infra/local/providers/serve.ts';
import { BOT_DISABLED, type BotApi } from '../../../shared/bots/bot-api.ts';
import { callBot } from '../../../shared/bots/call-bot.ts';
import {
  AlertEntity,
  type AlertKind,
  integrationLost,
  raiseAlertSince,
} from '../../../shared/conversations/index.ts';
import {
  getIntegration,
  markNeedsAttention,
  noteConnected,
  saveCredentials,
} from '../../../shared/integrations/index.ts';
import { OAuthGrantEntity, sealedGrant } from '../../../shared/integrations/oauth/oauth-grant.ts';
import type { Sent } from '../../../shared/platform/delivery/index.ts';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import type { Project, Provider } from '../../../shared/projects/index.ts';
import { google, googleOAuth } from '../../../shared/providers/google/index.ts';
import { sendPulseChannel } from '../../../shared/providers/sendpulse/index.ts';
import { googleAccountOf } from '../../../shared/sync/index.ts';
import { stand as googleStand } from '../../contract/google/stand.ts';
import { startPlatformSecret } from '../../steps/aws-json.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { START } from '../../steps/stand-in.ts';
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
const alertOf = async (kind: AlertKind, subject: string) =>
  (await AlertEntity.build(GetItemCommand).key({ projectId, kind, subject }).send()).Item;
const told = async (kind: AlertKind, subject: string) => (await alertOf(kind, subject))?.count;

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

  it('stays connected when it got something else after that was refused', async () => {
    await connect('appsheet', { access_key: 'V2-new' });
    const connectedAt = '2026-11-21T09:59:59.999Z';
    Object.assign(desk.board, { refusedBy: 'appsheet', connectedAt, endings: ['refused'] });
    await desk.change('anna');
    await desk.runUntilIdle();
    expect((await getIntegration(projectId, 'appsheet'))?.status).toBe('connected');
    expect(await told('integration_attention', 'appsheet')).toBeUndefined();
  });

  it('stays connected when the destination is only away', async () => {
    await connect('appsheet', { access_key: 'V2-good' });
    desk.board.endings = ['refused'];
    await desk.change('anna');
    await desk.runUntilIdle();
    expect((await getIntegration(projectId, 'appsheet'))?.status).toBe('connected');
    expect(await told('integration_attention', 'appsheet')).toBeUndefined();
  });

  describe('is Google’s', () => {
    let stand: Awaited<ReturnType<typeof googleStand>>;
    beforeEach(async () => {
      stand = await googleStand();
      process.env.GOOGLE_API_ROOT = stand.url;
      vi.useFakeTimers({ toFake: ['Date'], now: START });
    });
    afterEach(async () => {
      vi.useRealTimers();
      delete process.env.GOOGLE_API_ROOT;
      await stand.close();
    });
    const calendarOf = async (changes: Partial<Project>) => {
      const accountOf = googleAccountOf('google-calendar', googleOAuth);
      const account = await accountOf({ ...desk.project, ...changes });
      if (!account) throw new Error('There is no account.');
      return google(account).calendar;
    };
    const keyOf = (email: string) => ({ ...stand.credentials, client_email: email });

    it('key when it was revoked, whatever was asked, not when a calendar is not shared with it', async () => {
      const good = stand.credentials.client_email;
      await connect('google', keyOf(good));
      const held = await calendarOf({ googleAccount: good });
      expect((await held.list('nobodys@calendar', {})).kind).toBe('not_found');
      expect((await getIntegration(projectId, 'google'))?.status).toBe('connected');

      await connect('google', keyOf('gone@x.iam.gserviceaccount.com'));
      const gone = await calendarOf({ googleAccount: 'gone' });
      for (const _ of [1, 2]) expect((await gone.list('a@b', {})).kind).toBe('disconnected');
      expect((await gone.get('a@b', 'e1')).kind).toBe('disconnected');
      expect(await getIntegration(projectId, 'google')).toMatchObject({
        status: 'needs_attention',
        trouble: {
          code: 'credentials_refused',
          message: expect.stringMatching(/^Google does not take gone@x/),
        },
      });
      expect(await told('integration_attention', 'google')).toBe(1);
    });

    it('sign-in when what she granted does not let her do it: that integration, not another one', async () => {
      const slug = 'google-calendar';
      await noteConnected({ projectId, slug, account: 'a@b.c', actor: 'o', now });
      await noteConnected({ projectId, slug: 'google-sheets', account: 'a@b.c', actor: 'o', now });
      const failure = { kind: 'disconnected', why: '403 insufficient', notAllowed: true } as const;
      await OAuthGrantEntity.build(PutItemCommand)
        .item({
          ...{ projectId, slug, provider: 'google', account: { id: '1', name: 'a@b.c' } },
          ...{ version: 1, grantedAt: now },
          sealedGrant: await sealedGrant(projectId, slug, { accessToken: 'x' }),
        })
        .send();
      const account = await googleAccountOf(
        slug,
        googleOAuth,
      )({ ...desk.project, connected: [slug] });
      await account?.lost?.(failure);
      expect(await getIntegration(projectId, slug)).toMatchObject({
        trouble: {
          code: 'not_allowed',
          message: 'Google does not let a@b.c do this: 403 insufficient',
        },
      });
      expect((await getIntegration(projectId, 'google-sheets'))?.status).toBe('connected');
    });
  });

  it('is the bot whose token Telegram does not take any more', async () => {
    await connect('telegram-reception', { bot_token: '123456:secret' });
    const disabled: Sent = { kind: 'refused', why: BOT_DISABLED };
    const bot = { send: async () => disabled } as unknown as BotApi;
    const chat = { projectId, role: 'reception', chatId: 1 } as const;
    for (const hour of ['10', '13', '23']) {
      const at = { api: () => bot, now: `2026-11-21T${hour}:00:00.000Z` };
      await callBot(chat, at, (one) => one.send(1, { html: 'x' }));
    }
    expect((await getIntegration(projectId, 'telegram-reception'))?.status).toBe('needs_attention');
    expect(await told('bot_disabled', 'reception')).toBe(1);
    expect((await alertOf('bot_disabled', 'reception'))?.since).toBe(now);
  });

  it('is told also when who noted it died before he told, and anew when it turns anew', async () => {
    await connect('appsheet', { access_key: 'V2-old' });
    const trouble = { projectId, slug: 'appsheet', code: 'credentials_refused', message: 'No.' };
    const since = async () => (await alertOf('integration_attention', 'appsheet'))?.since;
    await markNeedsAttention({ ...trouble, slug: 'appsheet', now });
    expect(await since()).toBeUndefined();
    const later = '2026-11-21T10:05:00.000Z';
    await integrationLost({ ...trouble, slug: 'appsheet', now: later });
    expect(await since()).toBe(now);
    await connect('appsheet', { access_key: 'V2-new' });
    await integrationLost({ ...trouble, slug: 'appsheet', now: later });
    expect(await since()).toBe(later);
    // Who is late with the news of before takes nobody's place.
    const about = { projectId, kind: 'integration_attention', subject: 'appsheet' } as const;
    await raiseAlertSince({ ...about, since: now });
    expect(await since()).toBe(later);
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
    // A container that knows its credentials for a minute.
    const running = sendPulseChannel({ secret, apiRoot: served.url });
    expect((await running.send(projectId, to, 'Hello')).kind).toBe('not_now');
    expect((await getIntegration(projectId, 'sendpulse'))?.status).toBe('needs_attention');
    expect(await told('integration_attention', 'sendpulse')).toBe(1);
    const credentials = { client_id: 'sp-stand-in-id', client_secret: 'sp-stand-in-secret' };
    const later = { actor: 'owner', now: '2026-11-21T10:00:30.000Z' };
    await saveCredentials({ projectId, slug: 'sendpulse', credentials, ...later });
    expect((await running.send(projectId, to, 'Hello')).kind).toBe('not_now');
    expect((await getIntegration(projectId, 'sendpulse'))?.status).toBe('connected');
    await served.close();
  });
});
