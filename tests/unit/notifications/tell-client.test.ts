import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConversation, type SendResult } from '../../../shared/conversations/index.ts';
import type { ClientNews } from '../../../shared/notifications/index.ts';
import { PassingFault } from '../../../shared/platform/errors.ts';
import type { ClientId } from '../../../shared/platform/ids.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { ELENA, everyDay, salon } from '../../steps/salon.ts';
import { Client, NOW } from './client.ts';

let dynoxide: Dynoxide;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(NOW) });
  dynoxide = await startTable();
});
afterAll(async () => {
  vi.useRealTimers();
  await dynoxide.close();
});

const client = (language?: string) => new Client(dynoxide).asks(language);
const only = ({ queue }: Client): ClientNews => {
  expect(queue).toHaveLength(1);
  return queue.splice(0)[0]?.news as ClientNews;
};

describe('a decision', () => {
  it('is told after the grace and not before, once, however often it is delivered', async () => {
    const she = await client();
    await she.confirm();
    she.pass(19);
    await she.settle();
    expect(she.heard).toEqual([]);
    she.pass(1);
    await she.settle();
    expect(she.heard).toEqual([expect.stringContaining('is confirmed: Haircut with Anna')]);
  });

  it('that is undone within the grace is never heard of, and neither is the undo', async () => {
    for (const decision of ['confirm', 'reject'] as const) {
      const she = await client();
      await she[decision]();
      she.pass(15);
      await she.undo();
      expect(await she.listen()).toEqual([]);
    }
  });

  it('that is undone and made once more within the grace is heard of once', async () => {
    const she = await client();
    await she.confirm();
    she.pass(5);
    await she.undo();
    she.pass(5);
    await she.confirm();
    expect(await she.listen()).toEqual([expect.stringContaining('is confirmed')]);
  });

  it('that is undone after she was told is taken back, and the next one is told', async () => {
    const she = await client();
    await she.confirm();
    expect(await she.listen()).toHaveLength(1);
    await she.undo();
    expect(await she.listen()).toEqual([expect.stringContaining('A correction')]);
    await she.reject('Anna is ill');
    expect(await she.listen()).toEqual([expect.stringContaining('Reason: Anna is ill.')]);
    await she.undo();
    expect(await she.listen()).toEqual([expect.stringContaining('A correction')]);
  });

  it('is told with the reason that was typed within the grace, and of one typed later by itself, once', async () => {
    const she = await client('uk');
    await she.reject();
    she.pass(10);
    await she.reason('Анна захворіла.');
    expect(await she.listen()).toEqual([expect.stringContaining('Причина: Анна захворіла. Є')]);
    const other = await client();
    await other.reject();
    expect(await other.listen()).toEqual([expect.not.stringContaining('Reason')]);
    await other.reason('Anna is ill.');
    expect(await other.listen()).toEqual([
      expect.stringMatching(/^Why we cannot take you for .* \(code \w+\): Anna is ill\.$/),
    ]);
    await other.reason('Anna is ill.');
    expect(await other.listen()).toEqual([]);
    await other.reason('Anna has a cold');
    expect(await other.listen()).toEqual([expect.stringContaining(': Anna has a cold.')]);
    await other.undo();
    expect(await other.listen()).toEqual([expect.stringContaining('A correction')]);
  });

  it('is not told with a time that it was moved from meanwhile', async () => {
    const she = await client();
    await she.confirm();
    await she.move('2026-11-24T12:00:00.000Z', { kind: 'client', id: 'c1' as ClientId });
    expect(await she.listen()).toEqual([]);
  });
});

describe('the link of an online visit', () => {
  const LINK = 'https://meet.google.com/abc-defg-hij';

  it.each(['en', 'uk', 'ru'])(
    'is told in %s with the confirmation when it is known by then',
    async (language) => {
      const before = await client(language);
      await before.meetsAt(LINK);
      expect(await before.listen()).toEqual([]);
      await before.confirm();
      expect(await before.listen()).toEqual([expect.stringContaining(`: ${LINK}`)]);
      const meanwhile = await client(language);
      await meanwhile.confirm();
      meanwhile.pass(10);
      await meanwhile.meetsAt(LINK);
      expect(await meanwhile.listen()).toEqual([expect.stringContaining(`: ${LINK}`)]);
    },
  );

  it.each(['en', 'uk', 'ru'])(
    'is told in %s by itself when it is known later, once, and when it changes',
    async (language) => {
      const she = await client(language);
      await she.confirm();
      expect(await she.listen()).toEqual([expect.not.stringContaining('🔗')]);
      await she.meetsAt(LINK);
      await she.meetsAt(LINK);
      expect(await she.listen()).toEqual([expect.stringMatching(/^🔗.*: https:.*hij$/)]);
      await she.meetsAt(`${LINK}k`);
      expect(await she.listen()).toEqual([expect.stringContaining(`: ${LINK}k`)]);
    },
  );

  it('is not told of a visit that is not any more', async () => {
    const she = await client();
    await she.confirm();
    await she.listen();
    await she.meetsAt(LINK);
    she.pass(10);
    await she.undo();
    expect(await she.listen()).toEqual([expect.stringContaining('A correction')]);
  });
});

describe('an undo', () => {
  it('that meets a telling on its way waits to see what came of it', async () => {
    for (const arrives of [true, false]) {
      const she = await client();
      await she.confirm();
      const confirmed = only(she);
      she.pass(20);
      const sending = Promise.withResolvers<void>();
      const answer = Promise.withResolvers<SendResult>();
      she.send = () => {
        sending.resolve();
        return answer.promise;
      };
      const telling = she.tell(confirmed).catch((fault) => fault);
      await sending.promise;
      await she.undo();
      const reopened = only(she);
      await expect(she.tell(reopened)).rejects.toThrow(PassingFault);
      answer.resolve(
        arrives ? { kind: 'delivered' } : { kind: 'not_now', why: 'busy', untouched: true },
      );
      await telling;
      she.send = async () => ({ kind: 'delivered' });
      expect(await she.tell(reopened)).toBe(arrives ? 'sent' : 'skipped');
      expect(she.heard).toHaveLength(arrives ? 2 : 0);
    }
  });

  it('tells her too when nobody knows whether she was told: a worker died over it', async () => {
    const she = await client();
    await she.confirm();
    const confirmed = only(she);
    she.pass(20);
    she.send = () => Promise.reject(new Error('the worker dies here'));
    await expect(she.tell(confirmed)).rejects.toThrow('dies');
    await she.undo();
    const reopened = only(she);
    await expect(she.tell(reopened)).rejects.toThrow(PassingFault);
    she.pass(90);
    she.send = async () => ({ kind: 'delivered' });
    expect(await she.tell(confirmed)).toBe('skipped');
    expect(await she.tell(reopened)).toBe('sent');
  });

  it('is not told to somebody who could not be reached with the decision', async () => {
    const she = await client();
    she.send = async () => ({ kind: 'unreachable', why: 'blocked' });
    await she.confirm();
    await she.listen();
    await she.undo();
    const reopened = only(she);
    expect(await she.tell(reopened)).toBe('skipped');
  });

  it('leaves her with the truth, whatever reception does and however late the queue is', async () => {
    const step = fc.record({
      does: fc.constantFrom('confirm', 'reject', 'undo', 'nothing'),
      seconds: fc.constantFrom(1, 4, 12, 25, 45),
      late: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const she = await client();
        for (const { does, seconds, late } of steps) {
          const { status } = await she.booking();
          if (does === 'undo' ? status !== 'PENDING' : status === 'PENDING') {
            if (does === 'confirm') await she.confirm();
            if (does === 'reject') await she.reject();
            if (does === 'undo') await she.undo();
          }
          she.pass(seconds);
          if (!late) await she.settle();
        }
        await she.listen();
        const { status } = await she.booking();
        const last = she.heard.at(-1);
        const said = { CONFIRMED: /is confirmed/, REJECTED: /cannot take you/ } as const;
        if (status === 'CONFIRMED' || status === 'REJECTED') expect(last).toMatch(said[status]);
        else if (last !== undefined) expect(last).toMatch(/A correction/);
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

describe('a client whose request waits for an hour', () => {
  it.each([
    ['uk', /Ми про вас пам’ятаємо.*зачекати/, /вівторок, 24 листопада о 11:30, Anna/],
    ['en', /We have not forgotten you.*simply wait/, /Tuesday,? 24 November at 11:30, Anna/],
    ['ru', /Мы о вас помним.*подождать/, /вторник, 24 ноября в 11:30, Anna/],
    // A language the product has no texts in: English, its dates too.
    ['pl', /We have not forgotten you.*simply wait/, /Tuesday,? 24 November at 11:30, Anna/],
    ['uk-UA', /Ми про вас пам’ятаємо.*зачекати/, /вівторок, 24 листопада о 11:30, Anna/],
  ])(
    'hears it once, with a choice to wait or to take another time, in %s',
    async (language, words, time) => {
      const she = await client(language);
      await she.remind(1);
      expect(await she.listen()).toEqual([]);
      await she.remind(2);
      const [text = '', ...more] = await she.listen();
      expect(more).toEqual([]);
      expect(text).toMatch(words);
      expect(text).toMatch(time);
      expect(text.match(/^• /gm)).toHaveLength(3);
      await she.remind(3);
      expect(await she.listen()).toEqual([]);
    },
  );

  it('hears nothing when it was answered and asked anew at that moment', async () => {
    const she = await client();
    await she.remind(1);
    await she.remind(2);
    await she.confirm();
    await she.undo();
    expect(await she.listen()).toEqual([]);
  });

  it('hears nothing when it was decided at that moment', async () => {
    const she = await client();
    await she.remind(1);
    await she.remind(2);
    await she.confirm();
    expect(await she.listen()).toEqual([expect.stringContaining('is confirmed')]);
  });

  it('finds what she was told, with the times to choose from, in her conversation', async () => {
    const she = await client();
    await she.remind(1);
    await she.remind(2);
    await she.listen();
    const { notices, turns } = await readConversation(she.project.projectId, she.conversationId);
    expect(turns).toEqual([]);
    expect(notices).toMatchObject([
      {
        text: she.heard[0],
        meaning: expect.stringContaining((await she.booking()).code),
        offers: [
          { specialistId: 'anna', startsAt: '2026-11-24T09:30:00.000Z' },
          { specialistId: 'maria', startsAt: '2026-11-24T10:00:00.000Z' },
          { specialistId: 'anna', startsAt: '2026-11-24T10:30:00.000Z' },
        ],
      },
    ]);
    expect(notices[0]?.offers.every(({ slotId }) => /^s-[0-9A-Z]{8}$/.test(slotId))).toBe(true);
  });
});

describe('other times', () => {
  it('never are the one that was turned down', async () => {
    const she = await new Client(dynoxide).asks('en', ELENA);
    await she.reject();
    const [text = ''] = await she.listen();
    expect(text).toContain('12:00, Anna');
    expect(text).not.toContain('12:00, Elena');
    expect(text.match(/^• /gm)).toHaveLength(3);
  });

  it('are not spoken of where there are none', async () => {
    const workHours = everyDay('12:00', '12:30');
    const specialists = salon().specialists.slice(0, 1);
    const she = await new Client(dynoxide, { workHours, specialists, horizonDays: 1 }).asks();
    she.passTo('2026-11-23T11:00:00.000Z');
    await she.reject();
    expect((await she.listen())[0]).toContain('Write to us and we will find another time.');
  });
});
