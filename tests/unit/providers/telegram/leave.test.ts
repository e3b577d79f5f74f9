import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { serveProvider } from '../../../../infra/local/providers/serve.ts';
import { createTelegram } from '../../../../infra/local/providers/telegram/index.ts';
import { leaveBot, telegramApi } from '../../../../shared/providers/telegram/index.ts';

const TOKEN = '1234567890:AAE_stand-in-stand-in-stand-in-stand';
const API = 'https://desk.example';
const telegram = createTelegram();
let served: Awaited<ReturnType<typeof serveProvider>>;

async function control(path: string, body: object): Promise<void> {
  const init = { method: 'POST', body: JSON.stringify(body) };
  expect((await fetch(`${served.control}${path}`, init)).status, path).toBe(200);
}
const hook = async () => (await telegramApi(TOKEN).webhookInfo()).url;

beforeAll(async () => {
  served = await serveProvider(telegram);
  process.env.TELEGRAM_API_ROOT = served.url;
});
afterAll(() => served.close());
beforeEach(async () => {
  telegram.reset();
  await control('/bots', { token: TOKEN, username: 'DivaReceptionBot' });
});

test.each(['/webhook/telegram/diva', '/api/integrations/telegram/kesha'])(
  'a bot that posts to %s posts there no longer, and again is no harm',
  async (path) => {
    await telegramApi(TOKEN).setWebhook(`${API}${path}`, 'secret');
    expect(await leaveBot(TOKEN, API)).toBeUndefined();
    expect(await hook()).toBe('');
    expect(await leaveBot(TOKEN, API)).toBeUndefined();
  },
);

test('a bot that serves somebody else by now is left alone', async () => {
  for (const url of ['https://elsewhere.example/webhook/telegram/diva', `${API}/other`]) {
    await telegramApi(TOKEN).setWebhook(url, 'secret');
    expect(await leaveBot(TOKEN, API)).toBeUndefined();
    expect(await hook()).toBe(url);
  }
});

test('one that Telegram does not know any more is left already', async () => {
  expect(await leaveBot(`${TOKEN}x`, API)).toBeUndefined();
});

test.each([
  [{ status: 502, times: 1 }, { kind: 'not_now' }],
  [{ status: 429, times: 1 }, { kind: 'not_now' }],
])('Telegram that is busy is asked again: %o', async (failure, left) => {
  await telegramApi(TOKEN).setWebhook(`${API}/webhook/telegram/diva`, 'secret');
  await control('/fail', failure);
  const told = await leaveBot(TOKEN, API);
  expect(told).toMatchObject(left);
  expect(JSON.stringify(told)).not.toContain(TOKEN);
  expect(await leaveBot(TOKEN, API)).toBeUndefined();
  expect(await hook()).toBe('');
});
