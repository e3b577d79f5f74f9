import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ProjectConfigInput,
  projectConfig,
} from '../../../shared/contracts/project-config.ts';
import { isRefusal } from '../../../shared/platform/errors.ts';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import {
  configDocument,
  configureProject,
  createProject,
  getConnection,
  getProject,
  type Project,
} from '../../../shared/projects/index.ts';
import { type AwsJson, startPlatformSecret } from '../../steps/aws-json.ts';
import { documents } from '../../steps/bookings.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';

const TOKEN = '1234567890:ABCdefGHIjklMNOpqrsTUVwxyz';
const NEXT_TOKEN = '1234567890:ZYXwvuTSRqponMLKjiHGFedcBA';
const OTHER_BOT = '9876543210:ZYXwvuTSRqponMLKjiHGFedcBA';

let dynoxide: Dynoxide;
let secrets: AwsJson;
beforeAll(async () => {
  dynoxide = await startTable();
  secrets = await startPlatformSecret({ PLATFORM_KEY: 'k'.repeat(40) });
});
afterAll(() => Promise.all([dynoxide.close(), secrets.close()]));

let count = 0;
async function project(config: ProjectConfigInput = {}): Promise<Project> {
  count += 1;
  const made = await createProject({
    projectId: `bots_${count}` as ProjectId,
    owner: 'owner' as UserId,
    config: projectConfig.parse(config),
    actor: 'test',
  });
  if (isRefusal(made)) throw new Error(JSON.stringify(made.details));
  return made;
}

async function configure({ projectId }: Project, config: ProjectConfigInput) {
  const upcomingBookings = async () => ({ bookings: [] });
  const wish = { projectId, config: projectConfig.parse(config), actor: 'owner', upcomingBookings };
  return configureProject(wish);
}

const tokenOf = async ({ projectId }: Project, role: 'reception' | 'specialist') =>
  (await getConnection(projectId, `telegram-${role}`))?.credentials.bot_token;

/** The look-up rows of all bots of a project, and everything that lies in its own partition. */
async function lying({ projectId }: Project) {
  const client = documents(dynoxide.endpoint);
  const rows = async (pk: string) => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: dynoxide.tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
      }),
    );
    return Items;
  };
  const bots = (await rows(keys.global.bots)).filter((row) => row.projectId === projectId);
  const own = await rows(keys.project(projectId).pk);
  client.destroy();
  return { bots: bots.map(({ role, botId }) => [role, botId]), own: JSON.stringify(own) };
}

describe('the bots of a project', () => {
  it('are connected with the project itself: sealed, looked up, and never shown', async () => {
    const made = await project({ reception: { bot_token: TOKEN } });
    const changed = await configure(made, { specialist_bot: { bot_token: OTHER_BOT } });
    expect(await tokenOf(made, 'reception')).toBe(TOKEN);
    expect(await tokenOf(made, 'specialist')).toBe(OTHER_BOT);
    const { bots, own } = await lying(made);
    expect(bots).toEqual([
      ['reception', 1234567890],
      ['specialist', 9876543210],
    ]);
    expect(own).not.toContain(TOKEN.split(':')[1]);
    const document = configDocument(changed as Project);
    expect(document.reception?.connected).toBe(true);
    expect(document.specialist_bot).toEqual({ connected: true });
    expect(JSON.stringify(document)).not.toContain('bot_token');
  });

  it('keep their token when none is named, take a new one of the same bot, and lose it to null', async () => {
    const made = await project({ reception: { bot_token: TOKEN } });
    const staff = [{ chat_id: 5, name: 'Lukas' }];
    expect(await configure(made, { reception: { staff } })).toMatchObject({ version: 2 });
    expect(await tokenOf(made, 'reception')).toBe(TOKEN);
    expect(await configure(made, { reception: { bot_token: TOKEN } })).toMatchObject({
      version: 2,
    });
    const renewed = await configure(made, { reception: { bot_token: NEXT_TOKEN } });
    expect(renewed).toMatchObject({ version: 3, reception: { staff: [{ chatId: 5 }] } });
    expect(await tokenOf(made, 'reception')).toBe(NEXT_TOKEN);
    const without = await configure(made, { reception: { bot_token: null } });
    expect(without).toMatchObject({ version: 4, reception: { staff: [{ chatId: 5 }] } });
    expect(without).not.toHaveProperty('bots');
    expect(await tokenOf(made, 'reception')).toBeUndefined();
    expect((await lying(made)).bots).toEqual([]);
    expect(await configure(made, { reception: { bot_token: null } })).toMatchObject({ version: 4 });
  });

  it('are answered in a form that is accepted back and changes nothing', async () => {
    const made = await project({
      location: 'Main street 1',
      specialists: [{ name: 'Anna', telegram_chat_id: 77, location: 'Room 2' }],
      reception: {
        bot_token: TOKEN,
        staff: [
          { chat_id: 5, name: 'Lukas' },
          { chat_id: 6, name: 'Tommy', escalation_contact: true },
        ],
        quiet_hours: { start: '22:00', end: '08:00' },
        reminder_limit: 3,
      },
    });
    const document = JSON.parse(JSON.stringify(configDocument(made)));
    expect(document).toMatchObject({
      location: 'Main street 1',
      specialists: [{ name: 'Anna', telegram_chat_id: 77, location: 'Room 2' }],
      reception: {
        connected: true,
        staff: [
          { chat_id: 5, name: 'Lukas', escalation_contact: false },
          { chat_id: 6, name: 'Tommy', escalation_contact: true },
        ],
        quiet_hours: { start: '22:00', end: '08:00' },
        reminder_limit: 3,
      },
      specialist_bot: { connected: false },
    });
    expect(await configure(made, document)).toEqual(made);
    expect(await getProject(made.projectId)).toEqual(made);
    expect(await tokenOf(made, 'reception')).toBe(TOKEN);
  });

  it('are two different bots', async () => {
    const made = await project({ reception: { bot_token: TOKEN } });
    const twice = await configure(made, { specialist_bot: { bot_token: NEXT_TOKEN } });
    expect(twice).toMatchObject({
      refused: 'invalid_input',
      details: [{ path: 'specialist_bot.bot_token' }],
    });
    expect(await tokenOf(made, 'specialist')).toBeUndefined();
  });

  it('are written with the project or not at all', async () => {
    const made = await project({ reception: { bot_token: TOKEN } });
    const stale = await configure(made, {
      version: 9,
      name: 'Other',
      reception: { bot_token: OTHER_BOT },
    });
    expect(stale).toMatchObject({ refused: 'version_conflict' });
    expect(await tokenOf(made, 'reception')).toBe(TOKEN);
  });
});

describe('a reception', () => {
  it('keeps what a change does not name, and goes back to nothing', async () => {
    const made = await project({
      reception: {
        staff: [{ chat_id: 5, name: 'Lukas' }],
        quiet_hours: { start: '22:00', end: '07:00' },
      },
    });
    const limited = await configure(made, { reception: { reminder_limit: 2 } });
    expect((limited as Project).reception).toEqual({
      staff: [{ chatId: 5, name: 'Lukas', escalation: false }],
      quietHours: { start: '22:00', end: '07:00' },
      reminderLimit: 2,
    });
    const none = { staff: [], quiet_hours: null, reminder_limit: 6 };
    expect(await configure(made, { reception: none })).not.toHaveProperty('reception');
  });
});
