import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { openAccount } from '../../shared/accounts/index.ts';
import type { ProjectId, UserId } from '../../shared/platform/ids.ts';
import { keys } from '../../shared/platform/table/keys.ts';
import {
  addMember,
  createProject,
  webhookPath,
  webhookToken,
} from '../../shared/projects/index.ts';
import { appsheetApp } from './appsheet.ts';
import { type Client, chat, kyiv, type Row, rows } from './chat.ts';
import { google } from './google.ts';
import type { TestCloud } from './local-cloud.ts';
import { mailbox } from './mailbox.ts';
import { webhooksCommand } from './project.ts';
import { putRows } from './put-rows.ts';
import { type Phone, telegram } from './telegram.ts';

/** Stands in every secret of every business, whoever may see the rest. */
export const HIDDEN = 'hidden';
const PASSWORD = `Correct-${HIDDEN}-Horse-1`;

/** A business whose every text names it, so that a word of it anywhere else is seen. */
export interface Business {
  /** The word that stands in all of its texts. */
  readonly tag: string;
  readonly projectId: ProjectId;
  /** Id tokens of its people. */
  readonly owner: string;
  readonly operator: string;
  /** Its own, for the paths of routes: `booking_id` and the like; `pending_id` waits for reception. */
  readonly ids: Record<string, string>;
  readonly client: Client;
  readonly phones: { readonly reception: Phone; readonly specialist: Phone };
  /** User names of its bots. */
  readonly bots: { readonly reception: string; readonly specialist: string };
  /** The token of its invitation's link. */
  readonly invitation: string;
  /** Full URLs with their tokens. */
  readonly webhooks: { readonly sendpulse: string; readonly appsheet: string };
  /** Texts that are only its own. */
  readonly words: readonly string[];
  /** What nobody may see, its own people not either. */
  readonly secrets: readonly string[];
}

interface Founded {
  readonly tag: string;
  readonly projectId: ProjectId;
  readonly owner: string;
  readonly operator: string;
  readonly helper: UserId;
  readonly client: Client;
  readonly bots: Business['bots'];
  readonly privateKey: string;
  readonly accessKey: string;
  readonly number: number;
}

/** Makes an account and signs in. */
export async function person(
  cloud: TestCloud,
  email: string,
): Promise<{ userId: UserId; token: string }> {
  const userPoolId = cloud.cloud.definition.cognito.pools[0]?.id ?? '';
  const { userId } = await openAccount({ userPoolId, email, password: PASSWORD });
  const body = { email, password: PASSWORD };
  const answer = await cloud.api('POST', '/api/accounts/login', { body });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return { userId, token: answer.body.idToken };
}

/** An answer that has to be fine. */
async function fine(
  cloud: TestCloud,
  [method, path]: readonly [string, string],
  { token, projectId }: { token: string; projectId: ProjectId },
  body?: unknown,
): Promise<Row> {
  const headers = { 'x-project-id': projectId };
  const answer = await cloud.api(method, path.replace('{p}', `/projects/${projectId}`), {
    ...{ token, headers, body },
  });
  if (answer.status >= 300) {
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}

/** Makes businesses that have something of every kind: one for each tag. Tags are small letters. */
export async function startBusinesses(
  cloud: TestCloud,
  tags: readonly string[],
): Promise<Business[]> {
  const founded: Founded[] = [];
  for (const tag of tags) founded.push(await found(cloud, tag, founded.length + 1));
  await webhooksCommand(cloud);
  for (const one of founded) await theyTalk(one);
  await cloud.runUntilIdle(60);
  const sqs = new SQSClient({});
  for (const { projectId, tag } of founded) {
    const poison = { projectId, conversationId: '?', messageId: `${tag} poison` };
    const queue = cloud.cloud.definition.queues.find(({ id }) => id === 'turn');
    await sqs.send(
      new SendMessageCommand({ QueueUrl: queue?.url, MessageBody: JSON.stringify(poison) }),
    );
  }
  sqs.destroy();
  // A silence of a day is compressed; what was poison is given up.
  await cloud.clock.advance(25 * 3_600);
  await cloud.runUntilIdle(3_600);
  const made: Business[] = [];
  for (const one of founded) made.push(await filled(cloud, one));
  await cloud.sweep();
  await cloud.runUntilIdle(300);
  return made;
}

async function found(cloud: TestCloud, tag: string, number: number): Promise<Founded> {
  const projectId = `${tag}-salon` as ProjectId;
  const [owner, operator, helper] = await Promise.all(
    ['owner', 'operator', 'helper'].map((name) => person(cloud, `${name}@${tag}.example`)),
  );
  if (!owner || !operator || !helper) throw new Error('Nobody came.');
  const made = await createProject({
    projectId,
    owner: owner.userId,
    config: { time_zone: 'Europe/Kyiv', name: `Salon ${tag}`, sendpulse_bot_id: `${tag}-bot` },
    package: 'professional',
    actor: 'test',
  });
  if ('refused' in made) throw new Error(made.message);
  for (const { userId } of [operator, helper]) {
    await addMember({ projectId, userId, role: 'operator' });
  }
  const role = (name: string, digit: number) => ({
    username: `${tag}_${name}_bot`,
    token: `71000000${number}${digit}:${tag}-${HIDDEN}-${name}-bot-token-000`,
  });
  const roles = [role('reception', 1), role('specialist', 2)] as const;
  for (const { token, username } of roles) await telegram(cloud).bot(token, username);
  const world = google(cloud);
  const credentials = await world.credentials(`desk@${tag}.example`);
  const sheet = await world.spreadsheet({ id: `${tag}-spreadsheet`, title: `Book of ${tag}` });
  const calendar = await world.calendar({ id: `anna@${tag}.example` });
  const app = await appsheetApp(cloud, `${tag}-app-of-bookings`);
  const mine = { token: owner.token, projectId };
  await fine(cloud, ['POST', '{p}/config'], mine, {
    ...{ location: `${tag} street 1`, sphere: 'beauty', country: 'UA' },
    specialists: [
      {
        ...{ name: `Anna ${tag}`, location: `${tag} room 1`, google_calendar_id: calendar.id },
        telegram_chat_id: 410_002 + number * 1_000,
      },
      `Maria ${tag}`,
    ],
    services: [
      { name: `Massage ${tag}`, slots: 2, price: 800, currency: 'UAH' },
      { name: `Haircut ${tag}`, slots: 1, price: 450, currency: 'UAH' },
    ],
    work_hours: { start: '09:00', end: '18:00' },
    reception: {
      bot_token: roles[0].token,
      staff: [{ chat_id: 410_001 + number * 1_000, name: `Rita ${tag}` }],
    },
    specialist_bot: { bot_token: roles[1].token },
    appsheet: { app_id: app.app, table: app.table, access_key: app.accessKey },
    ...{ google: { credentials }, google_sheet_id: sheet.id },
    claude_prompts: {
      intent_detection: `${tag} prompt of intents`,
      service_identification: `${tag} prompt of services`,
      main_response: `${tag} prompt of answers`,
      dialogue_compression: `${tag} prompt of summaries`,
    },
  });
  await fine(cloud, ['POST', '/api/integrations/api'], mine, {
    ...{ integration_type_slug: 'telegram', settings: { greeting: `${tag} greeting` } },
  });
  // Which other one a business has is its own; what would be needed to connect it is not there yet.
  const provider = only(number);
  await putRows(cloud, [
    {
      ...{ ...keys.connection(projectId, provider), entity: 'Connection', projectId, provider },
      ...{ connectedAt: '2026-11-01T00:00:00.000Z', connectedBy: 'test' },
      settings: { greeting: `${tag} greeting` },
    },
  ]);
  const profile = { name: `Olha ${tag}`, business_name: `Firm ${tag}` };
  await fine(cloud, ['PATCH', '/api/accounts/profile'], mine, profile);
  const webhook = `${cloud.cloud.api}${await webhookPath(projectId)}`;
  return {
    ...{ tag, projectId, number, helper: helper.userId, accessKey: app.accessKey },
    ...{ owner: owner.token, operator: operator.token },
    client: chat(cloud, `${tag}-client`, `Olena ${tag}`, { webhook, botId: `${tag}-bot` }),
    bots: { reception: roles[0].username, specialist: roles[1].username },
    privateKey: (credentials.private_key ?? '').replaceAll('\n', '').slice(60, 100),
  };
}

const only = (number: number) => (number === 1 ? 'instagram' : 'facebook-messenger');

/** A conversation about prices, and a request that reception has to answer. */
async function theyTalk({ tag, client }: Founded): Promise<void> {
  await client.asks(`Скільки коштує Massage ${tag}? ${tag} whisper`);
  await client.asks(`Запишіть мене на Massage ${tag} до Anna ${tag} на завтра о 10:00`);
  await client.asks(`Покличте, будь ласка, адміністратора. ${tag} whisper`);
}

async function filled(cloud: TestCloud, one: Founded): Promise<Business> {
  const { tag, projectId, number } = one;
  const mine = { token: one.owner, projectId };
  const config = await fine(cloud, ['GET', '{p}/config'], mine);
  const phone = `+3805011122${number}${number}`;
  const book = async (name: string, time: string) =>
    fine(cloud, ['POST', '{p}/bookings'], mine, {
      ...{ service_id: config.services[0].id, specialist_id: config.specialists[0].id },
      starts_at: await kyiv(cloud, 3, time),
      client: { name: `${name} ${tag}`, phone },
    });
  const [confirmed, pending, rejected] = [
    await book('Emma', '10:00'),
    await book('Iryna', '12:00'),
    await book('Nina', '14:00'),
  ];
  const step = (booking: Row, body: object) =>
    fine(cloud, ['PATCH', `{p}/bookings/${booking.booking_id}`], mine, body);
  await step(confirmed, { status: 'CONFIRMED' });
  await step(rejected, { status: 'REJECTED', reason: `${tag} reason` });
  const hours = await fine(cloud, ['POST', '/api/integrations/api/working-hours'], mine, {
    ...{ integration: 'telegram', weekday: 6, start_time: '00:00', end_time: '24:00' },
  });
  const guest = `guest@${tag}.example`;
  const body = { email: guest, role: 'operator' };
  const invited = await fine(cloud, ['POST', '{p}/invitations'], mine, body);
  const first = async (list: string) => (await fine(cloud, ['GET', `{p}/${list}`], mine))[list][0];
  const conversation = await first('conversations');
  const parked = await first('parked');
  const [reception, specialist] = await Promise.all([
    telegram(cloud).user(410_001 + number * 1_000, { bot: one.bots.reception, name: `R ${tag}` }),
    telegram(cloud).user(410_002 + number * 1_000, { bot: one.bots.specialist, name: `S ${tag}` }),
  ]);
  const all = (await rows(cloud, 'Booking')).filter((row) => row.projectId === projectId);
  const sendpulse = `${cloud.cloud.api}${await webhookPath(projectId)}`;
  const appsheet = await webhookToken(projectId, 'appsheet');
  const invitation = await mailbox(cloud, guest).token();
  return {
    ...{ tag, projectId, owner: one.owner, operator: one.operator, client: one.client, invitation },
    ids: {
      project_id: projectId,
      ...{ booking_id: confirmed.booking_id, pending_id: pending.booking_id },
      ...{ specialist_id: config.specialists[1].id, service_id: config.services[0].id },
      ...{ conversation_id: conversation.conversation_id, parked_id: parked.parked_id },
      ...{ user_id: one.helper, invitation_id: invited.invitation_id, hours_id: hours.id },
      integration_id: 'telegram',
      only_integration_id: only(number),
    },
    ...{ phones: { reception, specialist }, bots: one.bots },
    webhooks: { sendpulse, appsheet: `${cloud.cloud.api}/webhook/appsheet?token=${appsheet}` },
    words: [
      ...[tag, phone, String(410_001 + number * 1_000), String(410_002 + number * 1_000)],
      ...[conversation.conversation_id, parked.parked_id, one.helper, invited.invitation_id],
      ...all.flatMap(({ bookingId, code }) => [bookingId, code]),
    ],
    secrets: [
      ...[`${tag}-${HIDDEN}`, one.privateKey, one.accessKey, PASSWORD, invitation],
      ...[sendpulse, `token=${appsheet}`].map((url) => url.split('token=')[1] ?? url),
    ],
  };
}
