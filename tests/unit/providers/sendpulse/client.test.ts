import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSendpulse } from '../../../../infra/local/providers/sendpulse/index.ts';
import { serveProvider } from '../../../../infra/local/providers/serve.ts';
import type { Address, Channel } from '../../../../shared/conversations/index.ts';
import type { ProjectId } from '../../../../shared/platform/ids.ts';
import { sendPulseChannel } from '../../../../shared/providers/sendpulse/index.ts';
import { type Dynoxide, startTable } from '../../../steps/dynoxide.ts';

const secret = {
  PLATFORM_KEY: 'k'.repeat(44),
  SENDPULSE_CLIENT_ID: 'sp-stand-in-id',
  SENDPULSE_CLIENT_SECRET: 'sp-stand-in-secret',
};
const sendpulse = createSendpulse();
let dynoxide: Dynoxide;
let served: Awaited<ReturnType<typeof serveProvider>>;
let projects = 0;
let project: ProjectId;

beforeAll(async () => {
  dynoxide = await startTable();
  served = await serveProvider(sendpulse);
});
afterAll(async () => {
  await served.close();
  await dynoxide.close();
});
beforeEach(() => {
  sendpulse.reset();
  projects += 1;
  project = `project-${projects}` as ProjectId;
});

const channel = (own?: { apiKey: string }): Channel =>
  sendPulseChannel({ secret, apiRoot: served.url, credentialsOf: async () => own });
const to = (service = 'telegram', contactId = 'c1'): Address => ({
  channel: 'sendpulse',
  service,
  botId: 'demo-bot',
  contactId,
});
const asked = (path: string) =>
  sendpulse.requests().filter((request) => request.path.includes(path));

describe('a text', () => {
  test.each([
    'telegram',
    'whatsapp',
    'messenger',
    'facebook',
    'instagram',
    'livechat',
    'tiktok',
    'viber',
  ])('to %s has the shape that messenger wants', async (service) => {
    expect(await channel().send(project, to(service), 'Привіт')).toEqual({ kind: 'delivered' });
  });
  test('to a messenger nobody knows is refused without a call', async () => {
    expect(await channel().send(project, to('pigeon'), 'x')).toMatchObject({ kind: 'refused' });
    expect(sendpulse.requests()).toEqual([]);
  });
  test('of 1024 characters is taken as split gives it', async () => {
    const parts = channel().split('довге речення. '.repeat(200));
    for (const part of parts) {
      expect(await channel().send(project, to(), part)).toEqual({ kind: 'delivered' });
    }
  });
});

describe('the token', () => {
  test('is fetched once for many sends at once, and left for other containers', async () => {
    const one = channel();
    await Promise.all(Array.from({ length: 20 }, () => one.send(project, to(), 'x')));
    await channel().send(project, to(), 'y');
    expect(asked('access_token')).toHaveLength(1);
  });
  test('that is refused is fetched once more, and only once', async () => {
    const one = channel();
    await one.send(project, to(), 'x');
    sendpulse.fail({ status: 401, path: '/telegram', times: 1 });
    expect(await one.send(project, to(), 'y')).toEqual({ kind: 'delivered' });
    expect(asked('access_token')).toHaveLength(2);
    sendpulse.fail({ status: 401, path: '/telegram', times: 9 });
    expect(await one.send(project, to(), 'z')).toMatchObject({ kind: 'not_now', untouched: true });
    expect(asked('access_token')).toHaveLength(3);
  });
  test('is not needed with a static key', async () => {
    expect(await channel({ apiKey: 'sp-stand-in-key' }).send(project, to(), 'x')).toEqual({
      kind: 'delivered',
    });
    expect(asked('access_token')).toEqual([]);
  });
});

describe('when SendPulse says no', () => {
  test.each([
    [429, true],
    [500, false],
    [503, false],
  ])('%i means not now (surely untouched: %s), with one try', async (status, untouched) => {
    sendpulse.fail({ status, path: '/telegram' });
    expect(await channel().send(project, to(), 'x')).toMatchObject({ kind: 'not_now', untouched });
    expect(asked('/telegram')).toHaveLength(1);
  });
  test('a client who blocked us is unreachable', async () => {
    expect(await channel().send(project, to('telegram', 'stranger-1'), 'x')).toMatchObject({
      kind: 'unreachable',
    });
  });
  test('a text it will never take is refused', async () => {
    expect(await channel().send(project, to(), 'x'.repeat(2_000))).toMatchObject({
      kind: 'refused',
    });
  });
  test('nothing at all, the text was not touched', async () => {
    const gone = await serveProvider(createSendpulse());
    await gone.close();
    const nobody = sendPulseChannel({
      secret,
      apiRoot: gone.url,
      credentialsOf: async () => ({ apiKey: 'k' }),
    });
    expect(await nobody.send(project, to(), 'x')).toMatchObject({
      kind: 'not_now',
      untouched: true,
    });
  });
  test('credentials are missing, nothing was touched', async () => {
    const bare = sendPulseChannel({
      secret: { PLATFORM_KEY: 'k'.repeat(44) },
      credentialsOf: async () => undefined,
    });
    expect(await bare.send(project, to(), 'x')).toMatchObject({ kind: 'not_now', untouched: true });
  });
});
