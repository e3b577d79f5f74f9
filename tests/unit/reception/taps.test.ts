import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Booking,
  cancel,
  decide,
  expire,
  getBooking,
  UNDO_SECONDS,
} from '../../../shared/bookings/index.ts';
import { newsForReception, type ReceptionNews } from '../../../shared/reception/index.ts';
import { type AwsJson, startPlatformSecret } from '../../steps/aws-json.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import {
  ADAM,
  buttons,
  type Desk,
  FIVE_PM,
  LUKAS,
  later,
  openDesk,
  SASHA,
  STRANGER,
  TOMMY,
} from './desk.ts';

let dynoxide: Dynoxide;
let secrets: AwsJson;
beforeAll(async () => {
  dynoxide = await startTable();
  secrets = await startPlatformSecret({ PLATFORM_KEY: 'k'.repeat(40) });
});
afterAll(() => Promise.all([dynoxide.close(), secrets.close()]));

/** A desk with one request in every chat. */
async function asked(config: Parameters<typeof openDesk>[0] = {}, different = {}) {
  const desk = await openDesk(config);
  const booking = await desk.request(different);
  for (const news of newsForReception(booking, undefined)) await desk.tell(news);
  const id = booking.bookingId;
  const now = async () => (await getBooking(desk.project.projectId, id)) as Booking;
  return { desk, booking, id, now };
}

/** Taps, with everything that the stream makes of it. */
const tapped = (desk: Desk, booking: Booking, ...args: Parameters<Desk['tap']>): Promise<string> =>
  desk.streamed(booking, () => desk.tap(...args), args[2]?.now);

const texts = (desk: Desk): string[] => desk.shown.map(({ html }) => html);

describe('a tap of reception', () => {
  it('confirms, is answered, and every copy in every chat says who and when', async () => {
    const { desk, booking, id, now } = await asked();
    const notice = await tapped(desk, booking, SASHA, `confirm_${id}_1`, { now: later(60) });
    expect(notice).toMatch(/^✅ Confirmed/);
    expect(await now()).toMatchObject({
      status: 'CONFIRMED',
      actor: { kind: 'staff', id: String(SASHA) },
      decision: { by: 'Sasha', at: later(60) },
    });
    for (const html of texts(desk)) {
      expect(html).toMatch(
        /^✅ <b>Confirmed<\/b> by Sasha at 12:01\n\n📅 Date: Tuesday 24 November/,
      );
    }
    for (const copy of desk.shown) expect(buttons(copy)).toEqual([`undo_${id}_1`]);
  });

  it('works in the form of the requirements, without the number of the request', async () => {
    const { desk, booking, id, now } = await asked();
    await tapped(desk, booking, LUKAS, `reject_${id}`);
    expect((await now()).status).toBe('REJECTED');
  });

  it('has one winner when three tap at once, and the others are told who it was', async () => {
    const { desk, id, now } = await asked();
    const moment = { now: later(60) };
    const notices = await Promise.all([
      desk.tap(LUKAS, `confirm_${id}_1`, moment),
      desk.tap(SASHA, `reject_${id}_1`, moment),
      desk.tap(ADAM, `confirm_${id}_1`, moment),
    ]);
    const { decision, version } = await now();
    expect(version).toBe(2);
    const winner = ['Lukas', 'Sasha', 'Adam'].indexOf(decision?.by ?? '');
    const what = winner === 1 ? 'rejected' : 'confirmed';
    for (const [index, notice] of notices.entries()) {
      if (index === winner) expect(notice).toMatch(/^(✅ Confirmed|❌ Rejected)/);
      else expect(notice).toBe(`This booking is already ${what} by ${decision?.by} at 12:01.`);
    }
  });

  it('that is delivered twice says and does the same once', async () => {
    const { desk, booking, id, now } = await asked();
    const same = { updateId: 7 };
    const first = await tapped(desk, booking, SASHA, `confirm_${id}_1`, same);
    expect(await desk.tap(SASHA, `confirm_${id}_1`, same)).toBe(first);
    expect((await now()).version).toBe(2);
    await tapped(desk, booking, ADAM, `undo_${id}_1`, { now: later(60) });
    expect(await desk.tap(SASHA, `confirm_${id}_1`, same)).toMatch(/was taken back/);
    expect(await now()).toMatchObject({ status: 'PENDING', version: 3 });
  });

  it('is also the escalation contact’s', async () => {
    const { desk, booking, id, now } = await asked();
    await tapped(desk, booking, TOMMY, `confirm_${id}_1`);
    expect((await now()).decision?.by).toBe('Tommy');
  });

  it.each([
    'confirm_',
    'confirm',
    'reject_ABC',
    'confirm_../../x',
    'drop table',
    '',
    'undo_',
    'reason_1',
    '✅',
  ])('of a button that nobody made changes nothing: %j', async (data) => {
    const { desk, now } = await asked();
    expect(await desk.tap(SASHA, data)).toBe('This button is not known.');
    expect((await now()).version).toBe(1);
  });

  it('of somebody else is refused with the chat id that would let him in', async () => {
    const { desk, id, now } = await asked();
    for (const data of [`confirm_${id}_1`, `undo_${id}_1`, 'nonsense']) {
      expect(await desk.tap(STRANGER, data)).toContain(String(STRANGER));
    }
    expect((await now()).version).toBe(1);
    expect(desk.chat(STRANGER)).toEqual([]);
  });

  it('never reaches a booking of another project', async () => {
    const { id, now } = await asked();
    const other = await openDesk();
    for (const data of [`confirm_${id}_1`, `reject_${id}`, `undo_${id}_1`, `reason_${id}_1`]) {
      expect(await other.tap(SASHA, data)).toBe('There is no such booking here.');
    }
    expect((await now()).version).toBe(1);
  });

  it('on a request that has moved decides nothing, and old copies say so', async () => {
    const { desk, booking, id, now } = await asked();
    await desk.streamed(booking, () => desk.move(booking, FIVE_PM, later(30)), later(30));
    expect(desk.chat(SASHA)).toHaveLength(2);
    const [old, fresh] = desk.chat(SASHA);
    expect(old?.html).toContain(`booking #${id} was moved to Tuesday 24 November at 17:00`);
    expect(buttons(old as never)).toEqual([]);
    expect(buttons(fresh as never)).toEqual([`confirm_${id}_2`, `reject_${id}_2`]);
    expect(await desk.tap(SASHA, `confirm_${id}_1`)).toMatch(/has moved/);
    expect((await now()).status).toBe('PENDING');
  });

  it('after the time has come, or on a cancelled booking, is told so and loses its buttons', async () => {
    const { desk, booking, id } = await asked();
    const { projectId } = desk.project;
    const after = { now: booking.endsAt };
    expect(await desk.tap(SASHA, `confirm_${id}_1`, after)).toMatch(/its? time|the time of this/);
    expect(buttons(desk.chat(SASHA)[0] as never)).toEqual([]);
    const { version } = booking;
    await desk.streamed(
      booking,
      () => expire({ projectId, bookingId: id, version, ...after }),
      after.now,
    );
    expect(texts(desk).every((html) => html.startsWith('⌛ <b>Expired</b>'))).toBe(true);
    expect(texts(desk).filter((html) => html.includes('Reason'))).toEqual([]);
    expect(await desk.tap(SASHA, `reject_${id}_1`, after)).toBe(
      'This booking is cancelled already.',
    );
  });

  it('on a booking that its client cancelled finds no button', async () => {
    const { desk, booking, id } = await asked();
    const { project } = desk;
    const actor = { kind: 'client', id: booking.clientId } as const;
    await desk.streamed(booking, () => cancel({ project, bookingId: id, actor, now: later(9) }));
    expect(texts(desk).every((html) => html.startsWith('🚫 <b>Cancelled</b> by the client'))).toBe(
      true,
    );
    expect(desk.shown.flatMap(buttons)).toEqual([]);
  });
});

describe('an answer', () => {
  it('can be taken back for five minutes, and then asks again in every chat', async () => {
    const { desk, booking, id, now } = await asked();
    await tapped(desk, booking, SASHA, `reject_${id}_1`, { now: later(60) });
    const notice = await tapped(desk, booking, ADAM, `undo_${id}_1`, { now: later(90) });
    expect(notice).toMatch(/^↩️ Taken back/);
    expect(await now()).toMatchObject({ status: 'PENDING', requestedAt: later(90), request: 1 });
    expect(texts(desk).every((html) => html.startsWith('🔔 <b>New Booking Alert</b>'))).toBe(true);
    expect(desk.shown).toHaveLength(3);
    expect(buttons(desk.shown[0] as never)).toEqual([`confirm_${id}_1`, `reject_${id}_1`]);
  });

  it('stands after five minutes; its button goes by itself', async () => {
    const { desk, booking, id, now } = await asked();
    await tapped(desk, booking, SASHA, `confirm_${id}_1`, { now: later(60) });
    const after = { now: later(60 + UNDO_SECONDS + 1) };
    expect(await desk.tap(SASHA, `undo_${id}_1`, after)).toMatch(/^Too late/);
    expect(buttons(desk.chat(SASHA)[0] as never)).toEqual([]);
    expect(buttons(desk.chat(ADAM)[0] as never)).toEqual([`undo_${id}_1`]);
    expect(desk.queue).toEqual([
      { message: expect.objectContaining({ news: 'changed' }), delaySeconds: UNDO_SECONDS + 1 },
    ]);
    for (const { message } of desk.queue.splice(0)) await desk.tell(message, after.now);
    expect(desk.shown.flatMap(buttons)).toEqual([]);
    expect(desk.queue).toEqual([]);
    expect((await now()).status).toBe('CONFIRMED');
  });

  it('that nobody had been asked for asks everybody once it is taken back', async () => {
    const desk = await openDesk();
    const booking = await desk.request();
    const [alert] = newsForReception(booking, undefined);
    const { projectId } = desk.project;
    const { bookingId } = booking;
    const actor = { kind: 'member', id: 'owner' } as const;
    const wish = {
      projectId,
      bookingId,
      actor,
      to: 'CONFIRMED',
      by: 'Owner',
      now: later(1),
    } as const;
    await desk.streamed(booking, () => decide(wish), later(1));
    await desk.tell(alert as never, later(2));
    expect(desk.shown).toEqual([]);
    await tapped(desk, booking, LUKAS, `undo_${bookingId}_1`, { now: later(3) });
    expect(desk.shown.map(({ chatId }) => chatId).sort()).toEqual([LUKAS, SASHA, ADAM]);
  });

  it('to a time that somebody else has by now stays as it is', async () => {
    const { desk, booking, id, now } = await asked();
    await tapped(desk, booking, SASHA, `reject_${id}_1`, { now: later(60) });
    await desk.request();
    const notice = await desk.tap(SASHA, `undo_${id}_1`, { now: later(90) });
    expect(notice).toMatch(/^Somebody else has this time/);
    expect((await now()).status).toBe('REJECTED');
  });
});

describe('a rejection', () => {
  it('asks for a reason, takes it at a tap in the client’s language and shows it in reception’s', async () => {
    const { desk, booking, id, now } = await asked({}, { language: 'uk' });
    await tapped(desk, booking, SASHA, `reject_${id}_1`, { now: later(60) });
    expect(buttons(desk.chat(ADAM)[0] as never)).toEqual([
      ...[1, 2, 3, 4].map((number) => `reason_${id}_${number}`),
      `undo_${id}_1`,
    ]);
    const notice = await tapped(desk, booking, ADAM, `reason_${id}_2`, { now: later(70) });
    expect(notice).toMatch(/will read this reason/);
    expect((await now()).reason).toBe('ми в цей час не працюємо');
    expect(desk.chat(LUKAS)[0]?.html).toContain('💬 Reason: we are closed at that time');
    expect(buttons(desk.chat(LUKAS)[0] as never)).toEqual([`undo_${id}_1`]);
    expect(await desk.tap(ADAM, `reason_${id}_9`)).toBe('This button is not known.');
  });

  it('takes a reason that is typed as a reply, and answers it once', async () => {
    const { desk, booking, id, now } = await asked();
    await tapped(desk, booking, SASHA, `reject_${id}_1`, { now: later(60) });
    const [repliesTo] = desk.chat(SASHA);
    const reply = { repliesTo, updateId: 91, now: later(70) } as never;
    await desk.streamed(
      booking,
      () => desk.write(SASHA, ' Repairs <until> Friday ', reply),
      later(70),
    );
    await desk.write(SASHA, ' Repairs <until> Friday ', reply);
    expect((await now()).reason).toBe('Repairs <until> Friday');
    expect(
      desk
        .chat(SASHA)
        .slice(1)
        .map(({ html }) => html),
    ).toEqual(['💬 The client will read: Repairs &lt;until&gt; Friday']);
    expect(desk.chat(LUKAS)[0]?.html).toContain('Reason: Repairs &lt;until&gt; Friday');
  });

  it('takes no reason too late, too long, or for a booking that is not rejected', async () => {
    const { desk, booking, id, now } = await asked();
    const [repliesTo] = desk.chat(SASHA);
    const answerTo = async (text: string, at: number) => {
      await desk.write(SASHA, text, { repliesTo, now: later(at) } as never);
      return desk.chat(SASHA).at(-1)?.html;
    };
    expect(await answerTo('Why not', 10)).toMatch(/is not rejected/);
    await tapped(desk, booking, SASHA, `reject_${id}_1`, { now: later(60) });
    expect(await answerTo('x'.repeat(501), 70)).toMatch(/at most 500/);
    expect(await answerTo('Too late', 60 + UNDO_SECONDS + 1)).toMatch(/^Too late/);
    expect((await now()).reason).toBeUndefined();
  });
});

describe('a copy', () => {
  it('that was on its way while reception answered makes itself true', async () => {
    const desk = await openDesk();
    const booking = await desk.request();
    const { projectId, bookingId } = booking;
    const actor = { kind: 'staff', id: String(LUKAS) } as const;
    desk.fail(SASHA, async () => {
      await decide({ projectId, bookingId, to: 'CONFIRMED', by: 'Lukas', actor, now: later(2) });
      return undefined;
    });
    const [alert] = newsForReception(booking, undefined);
    await desk.tell({ ...(alert as ReceptionNews), recipient: SASHA }, later(3));
    expect(desk.chat(SASHA)[0]?.html).toMatch(/^✅ <b>Confirmed<\/b> by Lukas at 12:00/);
    expect(buttons(desk.chat(SASHA)[0] as never)).toEqual([`undo_${bookingId}_1`]);
    // Those who told the others of the answer did not know of it: it sees to the end of its Undo itself.
    const [{ message, delaySeconds } = {} as never] = desk.queue;
    await desk.tell(message, later(3 + delaySeconds));
    expect(buttons(desk.chat(SASHA)[0] as never)).toEqual([]);
    expect(desk.queue).toHaveLength(1);
  });

  it('that cannot be edited now is tried again alone; the others are true already', async () => {
    const { desk, booking, id } = await asked();
    desk.fail(ADAM, {
      kind: 'not_now',
      why: 'Too Many Requests',
      untouched: true,
      retryAfterSeconds: 9,
    });
    await tapped(desk, booking, SASHA, `confirm_${id}_1`, { now: later(60) });
    expect(desk.chat(ADAM)[0]?.html).toMatch(/^🔔/);
    expect(desk.chat(LUKAS)[0]?.html).toMatch(/^✅/);
    const [{ message, delaySeconds } = {} as never] = desk.queue;
    expect([message.recipient, delaySeconds]).toEqual([ADAM, 9]);
    await desk.tell(message, later(70));
    expect(desk.chat(ADAM)[0]?.html).toMatch(/^✅/);
    expect(desk.chat(LUKAS)[0]?.edits).toBe(1);
  });

  it('ends with the newest truth when two answers are told at once', async () => {
    const { desk, booking, id } = await asked();
    const { projectId } = desk.project;
    const change = { projectId, bookingId: id, request: 1, requestedAt: booking.requestedAt };
    await desk.tap(SASHA, `confirm_${id}_1`, { now: later(60) });
    // While the confirmation is being told, it is taken back, and that is told first.
    desk.fail(LUKAS, async () => {
      await desk.tap(SASHA, `undo_${id}_1`, { now: later(61) });
      await desk.tell({ ...change, news: 'changed', attempt: 0 }, later(61));
      return undefined;
    });
    await desk.tell({ ...change, news: 'changed', attempt: 0 }, later(61));
    expect(texts(desk).every((html) => html.startsWith('🔔'))).toBe(true);
  });
});

describe('what is written to the bot', () => {
  it.each(['/start', '/help', 'hello?'])(
    '%s of reception is answered with what it can do, once',
    async (text) => {
      const desk = await openDesk();
      await desk.write(SASHA, text, { updateId: 5 });
      await desk.write(SASHA, text, { updateId: 5 });
      expect(desk.chat(SASHA).map(({ html }) => html)).toEqual([
        expect.stringContaining('I bring every new booking to reception'),
      ]);
    },
  );

  it('by a stranger is refused politely once a day, with his chat id for the owner', async () => {
    const desk = await openDesk({ name: 'Nails & <Co>' });
    for (const text of ['/start', 'let me in', 'please']) await desk.write(STRANGER, text);
    expect(desk.chat(STRANGER).map(({ html }) => html)).toEqual([
      'This bot is for the reception of Nails &amp; &lt;Co&gt;. If you work there, give its owner your chat id: <code>99</code>',
    ]);
    await desk.write(STRANGER, 'again', { now: later(86_400) });
    expect(desk.chat(STRANGER)).toHaveLength(2);
  });
});
