import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProjectId } from '../../shared/platform/ids.ts';
import { keys } from '../../shared/platform/table/keys.ts';
import { chat, kyiv, modelCalls, morning, reception, rows, turnsOf } from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';
import { putRows } from '../steps/put-rows.ts';

const PROJECT = 'demo-salon' as ProjectId;
let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startCloud();
  await work('09:00', '18:00');
});
afterAll(() => cloud?.stop());

/** The owner sets the hours in which the AI works in Telegram every day; containers know them within a minute. */
async function work(start: string, end: string): Promise<void> {
  const since = '2026-11-01T00:00:00.000Z';
  const row = { entity: 'Connection', projectId: PROJECT, provider: 'telegram' };
  const connected = { connectedAt: since, connectedBy: 'test' };
  await putRows(cloud, [{ ...keys.connection(PROJECT, 'telegram'), ...row, ...connected }]);
  const { token } = await reception(cloud);
  const working_hours = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({
    ...{ weekday, start_time: start, end_time: end },
  }));
  const path = '/api/integrations/api/telegram/working_hours/';
  const { status, body } = await cloud.api('POST', path, { token, body: { working_hours } });
  if (status !== 200) throw new Error(JSON.stringify(body));
  await cloud.clock.advance(61);
}

/** Moves the clock to a wall-clock time in Kyiv, and to the end of what that sets off. */
async function until(days: number, time: string): Promise<void> {
  const at = Date.parse(await kyiv(cloud, days, time));
  await cloud.clock.advance((at - Date.parse(await cloud.clock.now())) / 1000 + 2);
  await cloud.runUntilIdle(60);
}

test.each([
  ['uk', 'Скільки коштує масаж?', /Зараз ми не працюємо.* 09:00\.$/],
  ['en', 'Hello, how much is a massage, please?', /We are closed at the moment.* 09:00\.$/],
  ['ru', 'Сколько стоит массаж?', /Сейчас мы не работаем.* 09:00\.$/],
])(
  'who writes when it is closed is told once, and answered whole at the opening: %s',
  async (language, question, notice) => {
    await morning(cloud);
    await cloud.providers.clear('anthropic');
    const client = chat(cloud, `closed-${language}`);
    expect(await client.asks(question)).toMatch(notice);
    await cloud.clock.advance(600);
    expect(await client.says('👋')).toEqual([200]);
    expect(await client.hears()).toEqual([]);
    expect(await modelCalls(cloud)).toEqual([]);
    const alerts = (await rows(cloud, 'Alert')).filter((row) => row.kind === 'written_when_closed');
    const [turn] = await turnsOf(cloud, client);
    expect(alerts.filter(({ subject }) => subject === turn?.conversationId)).toHaveLength(1);

    await until(0, '09:00');
    const [answer, ...more] = await client.hears();
    expect(answer).toContain('800');
    expect(more).toEqual([]);
    const kinds = (await turnsOf(cloud, client)).map(({ kind, answered }) => [
      kind,
      answered.length,
    ]);
    expect(kinds).toEqual([
      ['closed', 0],
      ['answer', 2],
    ]);
    // Open now: she is answered at once.
    expect(await client.asks(question)).toContain('800');
  },
);

test('a worker that dies at any call of the notice says it, and answers at the opening', async () => {
  await until(1, '18:30');
  await cloud.clearCalls();
  const first = chat(cloud, 'closed-kill-0');
  await first.says('Скільки коштує масаж?');
  await cloud.runUntilIdle(1_200);
  const trail = (await cloud.trail()).filter((call) => call.function === 'conversations-answer');
  const points = trail.flatMap(({ action }, index) => {
    // What only reads is killed in the story of the main job.
    if (/\.(GetItem|GetSecretValue|POST \/oauth)/.test(action)) return [];
    const nth = trail.slice(0, index + 1).filter((call) => call.action === action).length;
    return (['before-call', 'after-call'] as const).map((when) => ({ action, nth, when }));
  });
  expect(points.length).toBeGreaterThan(12);
  const clients = [first];
  for (const point of points) {
    await cloud.kill('conversations-answer', point);
    const client = chat(cloud, `closed-kill-${clients.length}`);
    await client.says('Скільки коштує масаж?');
    await cloud.runUntilIdle(1_200);
    clients.push(client);
  }
  await cloud.clearFailures();
  await until(1, '09:00');
  const wrong: string[] = [];
  for (const [index, client] of clients.entries()) {
    const heard = await client.received();
    const [notice, answer, ...others] = [...new Set(heard)];
    const { action, when } = points[index - 1] ?? { action: 'none', when: 'never' };
    const where = `${when} ${action}`;
    if (!notice?.includes('не працюємо') || !answer?.includes('800') || others.length > 0) {
      wrong.push(`${where}: she heard ${JSON.stringify(heard)}`);
    }
    // Between the messenger's acceptance and our mark a text may be said twice; nowhere else.
    const isGap =
      action.startsWith('sendpulse.') || (when === 'before-call' && action.endsWith('UpdateItem'));
    if (heard.length > 2 && !isGap) wrong.push(`${where}: she heard ${heard.length} texts`);
    const turns = (await turnsOf(cloud, client)).map(({ kind }) => kind);
    if (turns.join() !== 'closed,answer') wrong.push(`${where}: ${turns.join()} were decided`);
  }
  expect(wrong).toEqual([]);
});
