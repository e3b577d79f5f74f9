import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import type { Project } from '../../../shared/projects/index.ts';
import { linkChat, offerLink, specialistChats } from '../../../shared/specialists/index.ts';
import { hashOfCode } from '../../../shared/specialists/link-code.ts';
import { putProject } from '../../steps/bookings.ts';
import { ANNA, ELENA, MARIA, salon } from '../../steps/salon.ts';
import { messenger, phone } from './phones.ts';
import { startSalonBot } from './salon-bot.ts';

let project: Project;
let close: () => Promise<void>;
let endpoint: string;
let tableName: string;
beforeAll(async () => {
  const started = await startSalonBot(salon({ projectId: 'first' as ProjectId }));
  ({ close } = started);
  ({ endpoint, tableName } = started.dynoxide);
});
afterAll(() => close());

/** Each test has a project of its own: its codes and chats are nobody else's. */
let count = 0;
const clock = { now: '' };
beforeEach(async () => {
  count += 1;
  clock.now = new Date().toISOString();
  project = salon({ projectId: `salon${count}` as ProjectId, language: 'en' });
  await putProject(endpoint, tableName, project, 'owner');
});

const telegram = messenger();
const codeFor = async (specialist: string): Promise<string> => {
  const offered = await offerLink(
    {
      access: { projectId: project.projectId },
      caller: { userId: 'owner' as UserId },
      path: { specialist_id: specialist },
    },
    telegram.api,
  );
  if (!('code' in offered)) throw new Error('no code');
  return offered.code;
};
const link = (code: string, chatId: number, more: { now?: string; of?: Project } = {}) =>
  linkChat({ project: more.of ?? project, code, chatId, now: more.now ?? clock.now });
const chats = async () =>
  (await specialistChats(project)).map(
    ({ specialist, chatId, via }) => `${specialist.specialistId} ${chatId} ${via}`,
  );
const invalid = { refused: 'invalid_code' };

describe('a link code', () => {
  it('links the chat that sends it, as people type it, once', async () => {
    const code = await codeFor(ANNA);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
    const typed = ` ${code.slice(0, 8).toLowerCase()}-${code.slice(8)} `.replace(/0/g, 'o');
    expect(await link(typed, 1)).toMatchObject({ specialistId: ANNA });
    expect(await chats()).toEqual(['anna 1 code']);
    // The same update again is no wrong code; another chat is.
    expect(await link(code, 1)).toMatchObject({ specialistId: ANNA });
    expect(await link(code, 2)).toMatchObject(invalid);
    expect(await chats()).toEqual(['anna 1 code']);
  });

  it.each([
    ['wrong', async () => link('AAAAAAAAAAAAAAAA', 1)],
    ['no code at all', async () => link('<b>', 1)],
    [
      'a day old',
      async () =>
        link(await codeFor(ANNA), 1, { now: new Date(Date.now() + 86_401_000).toISOString() }),
    ],
    ['of another project', async () => link(await codeFor(ANNA), 1, { of: salon() })],
    [
      'of a specialist who is gone',
      async () => link(await codeFor(ANNA), 1, { of: { ...project, specialists: [] } }),
    ],
  ])('that is %s changes nothing', async (_, attempt) => {
    expect(await attempt()).toMatchObject(invalid);
    expect(await chats()).toEqual([]);
  });

  it('is won by exactly one of many chats that send it at once', async () => {
    const code = await codeFor(ANNA);
    const tries = await Promise.all(Array.from({ length: 8 }, (_, chat) => link(code, chat + 1)));
    const won = tries.flatMap((one, chat) => ('refused' in one ? [] : [chat + 1]));
    expect(won).toHaveLength(1);
    expect(await chats()).toEqual([`anna ${won[0]} code`]);
  });

  it('moves a chat that was another’s, and a specialist to a new chat', async () => {
    await link(await codeFor(ANNA), 1);
    await link(await codeFor(MARIA), 1);
    expect(await chats()).toEqual(['maria 1 code']);
    await link(await codeFor(MARIA), 2);
    expect(await chats()).toEqual(['maria 2 code']);
  });

  it('leaves every chat with one specialist, also when it uses two codes at once', async () => {
    const codes = await Promise.all([ANNA, MARIA, ELENA].map(codeFor));
    await Promise.all(codes.map((code) => link(code, 1)));
    expect(await chats()).toHaveLength(1);
  });

  it('beats the configuration, which counts where there is none', async () => {
    const [anna, maria, elena] = project.specialists as never as [object, object, object];
    project = {
      ...project,
      specialists: [
        { ...anna, telegramChatId: 1 },
        { ...maria, telegramChatId: 2 },
        elena,
      ] as never,
    };
    expect(await chats()).toEqual(['anna 1 config', 'maria 2 config']);
    await putProject(endpoint, tableName, project, 'owner');
    await link(await codeFor(ELENA), 1);
    await link(await codeFor(MARIA), 3);
    expect((await chats()).sort()).toEqual(['elena 1 code', 'maria 3 code']);
  });

  it('lies in the table as a hash only', async () => {
    const code = await codeFor(ANNA);
    expect(hashOfCode(project.projectId, code)).toMatch(/^[0-9A-Z]{51}$/);
    expect(hashOfCode('other' as ProjectId, code)).not.toBe(hashOfCode(project.projectId, code));
  });
});

describe('/start', () => {
  const chat = 5_000;
  const bot = () => {
    // The installation's bot is the first project's.
    project = salon({ projectId: 'first' as ProjectId, language: 'ru' });
    count += 1;
    return phone(telegram, project.projectId, chat + count, clock, 'en');
  };

  it('with a code greets, and the bot knows her from then on', async () => {
    const anna = bot();
    const [hello] = await anna.says('start', await codeFor(ANNA));
    expect(hello?.html).toContain('Welcome, Anna!');
    expect((await anna.says('today'))[0]?.html).toBe('No bookings for today.');
    expect((await specialistChats(project))[0]?.languageCode).toBe('en');
  });

  it('with a wrong code has one clear answer, and no more than five tries an hour', async () => {
    const stranger = bot();
    const tries = ['AAAAAAAAAAAAAAAA', '1', 'x', 'y', 'z'];
    for (const code of tries) {
      expect((await stranger.says('start', code)).map(({ html }) => html)).toEqual([
        expect.stringContaining('wrong, expired or already used'),
      ]);
    }
    const code = await codeFor(MARIA);
    expect((await stranger.says('start', code)).map(({ html }) => html)).toEqual([
      'Too many codes from this chat. Try again in an hour.',
    ]);
    expect(await stranger.says('start', code)).toEqual([]);
    clock.now = new Date(Date.parse(clock.now) + 3_600_000).toISOString();
    expect((await stranger.says('start', code))[0]?.html).toContain('Welcome, Maria!');
  });

  it('that comes again greets once', async () => {
    const elena = bot();
    const update = elena.command('start', await codeFor(ELENA));
    const before = telegram.shown.length;
    // Either of the two may meet the other under way, and comes again.
    await Promise.allSettled([elena.deliver(update), elena.deliver(update)]);
    await elena.deliver(update);
    expect(telegram.shown).toHaveLength(before + 1);
  });
});
