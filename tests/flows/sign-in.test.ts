import { afterAll, beforeAll, expect, test } from 'vitest';
import { kyiv, morning, type Row, rows } from '../steps/chat.ts';
import { type Google, type GoogleCalendar, google } from '../steps/google.ts';
import { type ApiAnswer, startCloud, type TestCloud } from '../steps/local-cloud.ts';
import { type CreatedProject, createProject, webhooksCommand } from '../steps/project.ts';
import { signInBrowser, signsIn as walk } from '../steps/sign-in.ts';
import { telegram } from '../steps/telegram.ts';

/** An owner connects her own Google account by signing in there, and what happens while she is connected and after. */

let cloud: TestCloud;
let world: Google;
let owned: GoogleCalendar;
let salon: CreatedProject;
let token: string;
let specialists: Row[];
let services: Row[];

const OWNER = 'owner@gmail.example';
const HOUR = 3_600;

beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
  world = google(cloud);
  // Nobody but the owner herself may open it.
  owned = await world.calendar({ id: OWNER, share: [OWNER] });
  salon = await createProject(cloud, {
    ...{ id: 'signed-in', owner: 'owner@signed-in.example', botId: 'signed-in-bot' },
    config: {
      auto_confirm: true,
      specialists: [{ name: 'Vira', google_calendar_id: OWNER }],
      services: { Haircut: { slots: 1, price: 300, currency: 'UAH' } },
      work_hours: { start: '09:00', end: '18:00' },
    },
  });
  const { email, password } = salon;
  const signedIn = await cloud.api('POST', '/api/accounts/login', { body: { email, password } });
  token = signedIn.body.idToken;
  const path = `/projects/${salon.projectId}/config`;
  ({ specialists, services } = (await cloud.api('GET', path, { token })).body);
});
afterAll(() => cloud?.stop());

const start = (slug = 'google-calendar'): Promise<ApiAnswer> =>
  cloud.api('POST', `/api/integrations/oauth/${slug}/start`, {
    token,
    headers: { 'accept-language': 'uk' },
  });

const signsIn = (decision: 'allow' | 'deny' = 'allow'): Promise<ApiAnswer> =>
  walk(cloud, { token, headers: { 'accept-language': 'uk' } }, { decision });

async function books(name: string, time: string): Promise<Row> {
  const answer = await cloud.api('POST', `/projects/${salon.projectId}/bookings`, {
    token,
    body: {
      specialist_id: specialists[0]?.id,
      service_id: services[0]?.id,
      starts_at: await kyiv(cloud, 3, time),
      client: { name, phone: '+380501112233' },
    },
  });
  expect(answer.status).toBe(201);
  await cloud.settle();
  return answer.body;
}

const shownIn = async (calendar: GoogleCalendar): Promise<string[]> =>
  (await calendar.events()).map(({ summary }: Row) => summary);
const integration = async (): Promise<Row> =>
  (await cloud.api('GET', '/api/integrations/api/google-calendar', { token })).body;

test('who declines changes nothing, and reads so in her language', async () => {
  const page = await signsIn('deny');
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(page.body).toContain('lang="uk"');
  expect(page.body).toContain('Ви не дали згоди');
  await books('Нікому не видна', '10:00');
  expect(await shownIn(owned)).toEqual([]);
});

test('who signs in has her bookings in her own calendar', async () => {
  const page = await signsIn();
  expect(page.body).toContain(`Google Calendar підключено, обліковий запис: ${OWNER}`);
  expect(await integration()).toMatchObject({ status: 'connected', account: OWNER });
  await books('Оксана', '11:00');
  expect((await shownIn(owned)).join()).toContain('Оксана');
  const said = JSON.stringify([await cloud.logs(), await integration()]);
  expect(said).not.toMatch(/stand-in-google-(access|refresh|code)/);
});

test('goes on when tokens have ended, hours later', async () => {
  await cloud.clock.advance(2 * HOUR);
  await books('Ірина', '12:00');
  expect((await shownIn(owned)).join()).toContain('Ірина');
});

test('a link that was used is worth nothing, for whoever has it', async () => {
  const browser = signInBrowser(cloud);
  const { authorize_url } = (await start()).body;
  const back = await browser.decides(authorize_url);
  expect((await browser.get(back)).body).toContain('Підключено');
  for (const url of [back, authorize_url]) {
    expect((await browser.get(url)).body).toContain('This link is used up');
  }
  const forged = new URL(back);
  forged.searchParams.set('state', 'x'.repeat(80));
  expect((await browser.get(forged.href)).body).toContain('This link is used up');
});

test('nobody connects the account of another person to her own project by a link', async () => {
  const before = await integration();
  const [owner, victim] = [signInBrowser(cloud), signInBrowser(cloud)];
  // The link as it is says whose project it is, and does nothing until its button is pressed.
  const { authorize_url } = (await start()).body;
  const shown = await victim.get(authorize_url);
  for (const word of ['signed-in', 'owner@signed-in.example', 'закрийте сторінку']) {
    expect(shown.body).toContain(word);
  }
  // A form of another site brings no cookie of ours; one that brings it has not seen the page.
  const asked = new URL(authorize_url);
  asked.searchParams.set('proof', 'guessed');
  for (const browser of [signInBrowser(cloud), victim]) {
    const answer = await browser.post(asked.href);
    expect([answer.status, answer.headers.get('location')]).toEqual([200, null]);
    expect(answer.body).toContain('в іншому браузері');
  }
  // The provider's own page leads back to the browser of who went on there, and to no other.
  const sentBack = await owner.decides(authorize_url);
  expect((await victim.agrees(authorize_url)).body).toContain('в іншому браузері');
  expect((await victim.get(sentBack)).body).toContain('в іншому браузері');
  expect((await owner.get(sentBack)).body).toContain('This link is used up');
  expect(await integration()).toEqual(before);
});

test('when she ends it at Google, the integration says so once, and signing in anew mends it', async () => {
  await cloud.api('POST', '/_local/providers/google/end-consent', { body: {} });
  await cloud.clock.advance(2 * HOUR);
  await books('Соломія', '13:00');
  await cloud.runUntilIdle(2 * HOUR);
  expect(await integration()).toMatchObject({
    status: 'needs_attention',
    reason: { code: 'sign_in_over' },
  });
  const alerts = (await rows(cloud, 'Alert')).filter(
    ({ kind }) => kind === 'integration_attention',
  );
  expect(alerts).toHaveLength(1);

  await signsIn();
  expect(await integration()).toMatchObject({ status: 'connected' });
  await books('Дарина', '14:00');
  await cloud.runUntilIdle(24 * HOUR);
  expect((await shownIn(owned)).join()).toContain('Соломія');
  expect((await shownIn(owned)).join()).toContain('Дарина');
});

test('what its owner switches off has no effect until it is switched on', async () => {
  const path = '/api/integrations/api/google-calendar';
  expect((await cloud.api('POST', `${path}/deactivate`, { token })).status).toBe(200);
  await books('Зоряна', '16:00');
  expect((await shownIn(owned)).join()).not.toContain('Зоряна');
  expect((await cloud.api('POST', `${path}/activate`, { token })).status).toBe(200);
  await cloud.runUntilIdle(HOUR);
  expect((await shownIn(owned)).join()).toContain('Зоряна');
});

test('a type that has no effect yet cannot be connected, nor one that nobody signs in for', async () => {
  expect(await start('gmail')).toMatchObject({
    status: 422,
    body: { error: { code: 'on_request' } },
  });
  expect(await start('telegram')).toMatchObject({
    status: 422,
    body: { error: { code: 'no_oauth' } },
  });
  expect((await start('nothing-like-it')).status).toBe(404);
});

test('who disconnects takes back what she granted, and her calendar is left alone', async () => {
  const before = await shownIn(owned);
  const path = '/api/integrations/api/google-calendar';
  expect((await cloud.api('DELETE', path, { token })).status).toBe(204);
  const revoked = (await cloud.providers.requests('google')).filter(
    (one) => one.path === '/revoke',
  );
  expect(revoked).toHaveLength(1);
  await books('Марія', '15:00');
  expect(await shownIn(owned)).toEqual(before);
});

test('who deletes her account with her business takes back all of it, everywhere, though Google is away at first', async () => {
  const bot = `7000000909:${'r'.repeat(35)}`;
  await telegram(cloud).bot(bot, 'leaving_reception_bot');
  const path = `/projects/${salon.projectId}/config`;
  const reception = { reception: { bot_token: bot } };
  expect((await cloud.api('POST', path, { token, body: reception })).status).toBe(200);
  await webhooksCommand(cloud, '--project', salon.projectId);
  await signsIn();
  await cloud.sweep();
  expect(await rows(cloud, 'CalendarChannel')).toHaveLength(1);
  await cloud.providers.clear('google');
  await cloud.providers.fail('google', { status: 503, path: '/revoke', times: 2 });
  const deleted = await cloud.api('POST', '/api/accounts/deletion', {
    token,
    body: { password: salon.password, delete_projects: true },
  });
  expect(deleted.body).toEqual({ deleted: true });
  await cloud.runUntilIdle(HOUR);
  const asked = (await cloud.providers.requests('google')).map((one) => one.path);
  expect(asked.filter((one) => one === '/revoke')).toHaveLength(3);
  expect(asked.findIndex((one) => one.endsWith('/channels/stop'))).toBeLessThan(
    asked.indexOf('/revoke'),
  );
  const said = await cloud.providers.requests('telegram');
  expect(said.filter((one) => one.path === `/bot${bot.split(':')[0]}/deleteWebhook`)).toHaveLength(
    1,
  );
  const left = (await rows(cloud)).filter(({ pk }) => pk === `P#${salon.projectId}`);
  expect(left.map(({ sk }) => sk)).toEqual(['PROJECT']);
  expect(await rows(cloud, 'CalendarChannel')).toEqual([]);
});
