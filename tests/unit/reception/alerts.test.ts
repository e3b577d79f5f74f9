import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide, remind } from '../../../shared/bookings/index.ts';
import { projectConfig } from '../../../shared/contracts/project-config.ts';
import { dynamodb } from '../../../shared/platform/aws/dynamodb.ts';
import { notificationsAbout } from '../../../shared/platform/delivery/index.ts';
import { PassingFault } from '../../../shared/platform/errors.ts';
import { configureProject, createProject } from '../../../shared/projects/index.ts';
import {
  newsForReception,
  type ReceptionNews,
  receptionOf,
} from '../../../shared/reception/index.ts';
import { type AwsJson, startPlatformSecret } from '../../steps/aws-json.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import {
  ADAM,
  buttons,
  type Desk,
  FIVE_PM,
  LUKAS,
  later,
  NOW,
  openDesk,
  SASHA,
  TOMMY,
} from './desk.ts';

let dynoxide: Dynoxide;
let secrets: AwsJson;
beforeAll(async () => {
  dynoxide = await startTable();
  secrets = await startPlatformSecret({
    PLATFORM_KEY: 'k'.repeat(40),
    TELEGRAM_PROJECT_ID: 'only_salon',
    DIVA_RECEPTION_BOT_TOKEN: `77777:${'x'.repeat(30)}`,
    TELEGRAM_CHAT_ID_LUKAS: String(LUKAS),
    TELEGRAM_CHAT_ID_ANNA_MARIA: '14',
    TELEGRAM_CHAT_ID_TOMMY: String(TOMMY),
    TELEGRAM_CHAT_ID_NOBODY: 'soon',
  });
});
afterAll(() => Promise.all([dynoxide.close(), secrets.close()]));

async function requested(desk: Desk, different = {}) {
  const booking = await desk.request(different);
  const [news] = newsForReception(booking, undefined);
  if (!news) throw new Error('A new request is no news?');
  return { booking, news };
}

async function reminded(news: ReceptionNews, reminder: number, at: string) {
  const { projectId, bookingId, requestedAt } = news;
  await remind({ projectId, bookingId, requestedAt, reminder, now: at });
  return { ...news, news: 'reminder', reminder } as const;
}

describe('a new request', () => {
  it('reaches everybody at reception in the words of the requirements, and not the escalation contact', async () => {
    const desk = await openDesk();
    const { booking, news } = await requested(desk);
    await desk.tell(news);
    expect(desk.shown.map(({ chatId }) => chatId).sort()).toEqual([LUKAS, SASHA, ADAM]);
    const [alert] = desk.chat(LUKAS);
    expect(alert?.html).toBe(`🔔 <b>New Booking Alert</b>

📅 Date: Tuesday 24 November
⏰ Time: 15:00
👤 Model: Anna
🙋 Client: Ivanna
🆔 Booking ID: #${booking.bookingId}
💼 Service: Haircut
🔖 Code: ${booking.code}

Please confirm availability.`);
    expect(alert?.keyboard).toEqual([
      [
        { text: '✅ Confirm', data: `confirm_${booking.bookingId}_1` },
        { text: '❌ Reject', data: `reject_${booking.bookingId}_1` },
      ],
    ]);
  });

  it('leaves a record of each message', async () => {
    const desk = await openDesk();
    const { booking, news } = await requested(desk);
    await desk.tell(news);
    const records = await notificationsAbout(desk.project.projectId, booking.bookingId);
    expect(records).toHaveLength(3);
    expect(records.find(({ recipient }) => recipient === String(SASHA))).toMatchObject({
      kind: 'TELEGRAM_DIVA',
      status: 'SENT',
      sentAt: NOW,
      providerMessageId: desk.chat(SASHA)[0]?.messageId,
      payload: {
        modelName: 'Anna',
        clientName: 'Ivanna',
        date: 'Tuesday 24 November',
        time: '15:00',
      },
    });
  });

  it('says what people call themselves without letting them write markup', async () => {
    const desk = await openDesk();
    const { news } = await requested(desk, { clientName: '<b>Ann</b> & "Co" _*[x](y)' });
    await desk.tell(news);
    expect(desk.shown[0]?.html).toContain(
      'Client: &lt;b&gt;Ann&lt;/b&gt; &amp; &quot;Co&quot; _*[x](y)',
    );
  });

  it.each([
    ['uk', 'Новий запис', 'вівторок, 24 листопада', '✅ Підтвердити'],
    ['ru', 'Новая запись', 'вторник, 24 ноября', '✅ Подтвердить'],
  ] as const)(
    'is told in the language of the project: %s',
    async (language, title, date, confirm) => {
      const desk = await openDesk({ language });
      await desk.tell((await requested(desk)).news);
      expect(desk.shown[0]?.html).toContain(title);
      expect(desk.shown[0]?.html).toContain(`: ${date}`);
      expect(desk.shown[0]?.keyboard?.[0]?.[0]?.text).toBe(confirm);
    },
  );

  it('is told once, however often its message is delivered', async () => {
    const desk = await openDesk();
    const { news } = await requested(desk);
    const told = await Promise.allSettled([desk.tell(news), desk.tell(news), desk.tell(news)]);
    expect(told.every(({ status }) => status === 'fulfilled')).toBe(true);
    await desk.tell(news, later(600));
    expect(desk.shown).toHaveLength(3);
  });

  it('is not told when it was answered, moved or is over', async () => {
    const desk = await openDesk();
    const over = await requested(desk);
    await desk.tell(over.news, later(4 * 86_400));
    const moved = await requested(desk, { startsAt: FIVE_PM });
    await desk.move(moved.booking, '2026-11-25T13:00:00.000Z', later(5));
    await desk.tell(moved.news, later(6));
    const answered = await requested(desk, { startsAt: FIVE_PM });
    const { projectId, bookingId } = answered.booking;
    const actor = { kind: 'member', id: 'owner' } as const;
    await decide({ projectId, bookingId, to: 'CONFIRMED', by: 'Owner', actor, now: later(5) });
    await desk.tell(answered.news, later(6));
    expect(desk.shown).toEqual([]);
  });
});

describe('one recipient', () => {
  it('who blocked the bot, or whose chat is slow, keeps nobody else from being told', async () => {
    const desk = await openDesk();
    const { news } = await requested(desk);
    desk.fail(LUKAS, { kind: 'unreachable', why: 'bot was blocked by the user' });
    desk.fail(SASHA, {
      kind: 'not_now',
      why: 'Too Many Requests',
      untouched: true,
      retryAfterSeconds: 35,
    });
    await desk.tell(news);
    expect(desk.shown.map(({ chatId }) => chatId)).toEqual([ADAM]);
    expect(desk.queue).toEqual([{ message: { ...news, recipient: SASHA }, delaySeconds: 35 }]);
    await desk.tell(desk.queue[0]?.message as ReceptionNews, later(35));
    expect(desk.shown.map(({ chatId }) => chatId)).toEqual([ADAM, SASHA]);
  });

  it('whose own message fails again waits with that message alone', async () => {
    const desk = await openDesk();
    const { news } = await requested(desk);
    desk.fail(SASHA, { kind: 'not_now', why: 'busy', untouched: true });
    await expect(desk.tell({ ...news, recipient: SASHA })).rejects.toThrow(PassingFault);
    expect([desk.shown, desk.queue]).toEqual([[], []]);
  });

  it('who was listed a moment ago is told, when nobody was listed before', async () => {
    const desk = await openDesk({ reception: { staff: [] } });
    const { news } = await requested(desk);
    await desk.tell(news);
    expect(desk.shown).toEqual([]);
    await configureProject({
      projectId: desk.project.projectId,
      config: projectConfig.parse({ reception: { staff: [{ chat_id: LUKAS, name: 'Lukas' }] } }),
      actor: 'owner',
      upcomingBookings: async () => ({ bookings: [] }),
    });
    await desk.tell(news);
    expect(desk.shown.map(({ chatId }) => chatId)).toEqual([LUKAS]);
  });

  it('who left reception meanwhile is told nothing', async () => {
    const desk = await openDesk();
    const { news } = await requested(desk);
    await desk.tell({ ...news, recipient: 12_345 });
    expect(desk.shown).toEqual([]);
  });
});

describe('reminders', () => {
  it('go to reception after half an hour, and after an hour to the escalation contact as well', async () => {
    const desk = await openDesk();
    const { booking, news } = await requested(desk);
    await desk.tell(await reminded(news, 1, later(1_800)), later(1_800));
    expect(desk.shown.map(({ chatId }) => chatId).sort()).toEqual([LUKAS, SASHA, ADAM]);
    expect(desk.shown[0]?.html).toMatch(/^⏳ <b>Reminder/);
    const second = await reminded(news, 2, later(3_600));
    await desk.tell(second, later(3_600));
    await desk.tell(second, later(3_700));
    expect(desk.shown).toHaveLength(7);
    const [escalation] = desk.chat(TOMMY);
    expect(escalation?.html.split('\n')[0]).toBe(
      `⚠️ ESCALATION: Booking #${booking.bookingId} pending for 60+ minutes!`,
    );
    expect(escalation?.html).toContain('🙋 Client: Ivanna');
    expect(buttons(escalation as never)).toEqual(buttons(desk.chat(LUKAS)[0] as never));
  });

  it('escalate at once when quiet hours pushed the first one past the hour', async () => {
    const desk = await openDesk();
    const { news } = await requested(desk);
    await desk.tell(await reminded(news, 1, later(30_000)), later(30_000));
    expect(desk.chat(TOMMY)).toHaveLength(1);
  });

  it('are not said when a later one is due, or the request has moved or is answered', async () => {
    const desk = await openDesk();
    const { booking, news } = await requested(desk);
    const first = await reminded(news, 1, later(1_800));
    await reminded(news, 2, later(3_600));
    await desk.tell(first, later(3_601));
    expect(desk.shown).toEqual([]);
    await desk.move(booking, FIVE_PM, later(3_700));
    await desk.tell({ ...first, reminder: 2 }, later(3_701));
    expect(desk.shown).toEqual([]);
  });

  it('cost three calls for each recipient, and once a minute what the project and its bot are', async () => {
    const desk = await openDesk();
    const { news } = await requested(desk);
    await reminded(news, 1, later(1_800));
    const reminder = await reminded(news, 2, later(3_600));
    const { calls, stop } = counted();
    await desk.tell(reminder, later(3_600));
    // The settings of the project and the token of its bot are read once a minute.
    const cold = calls.splice(0);
    expect(cold.length).toBe(2 + 4 * 3);
    const third = await reminded(news, 3, later(5_400));
    calls.length = 0;
    await desk.tell(third, later(5_400));
    stop();
    expect(calls.sort()).toEqual([
      ...Array(4).fill('GetItem'),
      ...Array(4).fill('TransactWriteItems'),
      ...Array(4).fill('UpdateItem'),
    ]);
  });
});

describe('an installation for one business', () => {
  it('takes token, staff and escalation contact from the platform secret', async () => {
    const only = await createProject({
      ...{ projectId: 'only_salon' as never, owner: 'o' as never, config: {}, actor: 'test' },
    });
    expect(await receptionOf(only as never)).toEqual({
      reminderLimit: 6,
      staff: [
        { chatId: LUKAS, name: 'Lukas', escalation: false },
        { chatId: 14, name: 'Anna Maria', escalation: false },
        { chatId: TOMMY, name: 'Tommy', escalation: true },
      ],
    });
    const other = await openDesk({ reception: { staff: [] } });
    expect((await receptionOf(other.project)).staff).toEqual([]);
  });
});

/** Every command that leaves for the table, until `stop`. */
function counted(): { calls: string[]; stop: () => void } {
  const calls: string[] = [];
  const name = `count ${Math.random()}`;
  dynamodb.middlewareStack.add(
    (next) => (args) => {
      const { headers } = args.request as { headers: Record<string, string> };
      calls.push(headers['x-amz-target']?.split('.')[1] ?? 'unknown');
      return next(args);
    },
    { step: 'finalizeRequest', name },
  );
  return { calls, stop: () => void dynamodb.middlewareStack.remove(name) };
}
