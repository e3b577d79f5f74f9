import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveProvider } from '../../infra/local/providers/serve.ts';
import { createTelegram } from '../../infra/local/providers/telegram/index.ts';
import { chat, codeIn, morning } from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';
import { webhooksCommand } from '../steps/project.ts';

/** As the requirements name them: one business, everything in variables. */
const VARIABLES = {
  DIVA_RECEPTION_BOT_TOKEN: '1234567890:AAE_single-installation-reception-bot',
  TELEGRAM_CHAT_ID_LUKAS: '123456789',
  TELEGRAM_CHAT_ID_SASHA: '987654321',
  TELEGRAM_CHAT_ID_TOMMY: '321654987',
};
const BOT = 'diva_reception_bot';
const [LUKAS, SASHA, TOMMY] = [123456789, 987654321, 321654987];

interface Shown {
  readonly message_id: number;
  readonly text: string;
  readonly keyboard: readonly (readonly { readonly text: string }[])[];
}

let cloud: TestCloud;
let telegram: Awaited<ReturnType<typeof serveProvider>>;

/** A token in the variables is that of a real bot, so the local cloud's own stand-in steps aside for another one. */
beforeAll(async () => {
  telegram = await serveProvider(createTelegram());
  await control('/bots', { token: VARIABLES.DIVA_RECEPTION_BOT_TOKEN, username: BOT });
  for (const id of [LUKAS, SASHA, TOMMY]) {
    await control('/users', { id, first_name: `P${id}`, started: [BOT] });
  }
  const env = { PATH: process.env.PATH, ...VARIABLES, TELEGRAM_API_ROOT: telegram.url };
  cloud = await startCloud({ env });
  await morning(cloud);
});
afterAll(async () => {
  await cloud?.stop();
  await telegram?.close();
});

async function control<Answer>(path: string, body?: object): Promise<Answer> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`${telegram.control}${path}`, init);
  expect(answer.status, path).toBe(200);
  return (await answer.json()) as Answer;
}

const shownTo = async (user: number): Promise<Shown[]> =>
  (await control<{ messages: Shown[] }[]>(`/chats?user=${user}&bot=${BOT}`))[0]?.messages ?? [];

test('the variables of the requirements are a whole reception: its bot, its staff, whom it escalates to', async () => {
  expect(await webhooksCommand(cloud)).toMatchObject([{ role: 'reception', username: BOT }]);
  const client = chat(cloud, 'single-installation');
  const code = codeIn(await client.asks('Запишіть мене на масаж до Anna завтра о 10:00'));

  const [alert, ...more] = await shownTo(LUKAS);
  expect(more).toEqual([]);
  expect(alert?.text).toContain(code);
  expect(await shownTo(SASHA)).toMatchObject([{ text: alert?.text }]);
  expect(await shownTo(TOMMY)).toEqual([]);

  const [confirm] = alert?.keyboard.flat() ?? [];
  const { message_id } = alert ?? {};
  await control('/tap', { user: LUKAS, bot: BOT, message_id, button: confirm?.text });
  const [told, ...others] = await client.hears();
  expect(others).toEqual([]);
  expect(told).toContain(code);
  for (const person of [LUKAS, SASHA]) {
    expect((await shownTo(person))[0]?.text).toMatch(/Підтверджено.*Lukas/);
  }

  const late = codeIn(
    await chat(cloud, 'left-waiting').asks('Запишіть мене на масаж до Maria завтра о 12:00'),
  );
  await cloud.runUntilIdle(3_700);
  const escalated = await shownTo(TOMMY);
  expect(escalated).toHaveLength(1);
  expect(escalated[0]?.text).toMatch(/^⚠️ ЕСКАЛАЦІЯ/u);
  expect(escalated[0]?.text).toContain(late);
});
