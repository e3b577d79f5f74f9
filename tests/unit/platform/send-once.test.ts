import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addSeconds } from '../../../shared/platform/clock.ts';
import { type Delivery, sendOnce } from '../../../shared/platform/delivery/index.ts';
import { PassingFault } from '../../../shared/platform/errors.ts';
import { type ProjectId, randomId } from '../../../shared/platform/ids.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';

const NOW = '2026-11-21T10:00:00.000Z';
let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());

/** A delivery that notes what left; `over` replaces its parts. */
function delivery(over: Partial<Delivery<string>> = {}): Delivery<string> & { sent: string[] } {
  const sent: string[] = [];
  return {
    projectId: 'demo-salon' as ProjectId,
    notificationId: randomId(),
    kind: 'TEST',
    recipient: 'chat-1',
    render: async () => 'hello',
    send: async (text) => {
      sent.push(text);
      return { kind: 'delivered' };
    },
    ...over,
    sent,
  };
}

describe('sendOnce', () => {
  it('sends a message once, however often it is asked to', async () => {
    const message = delivery();
    expect(await sendOnce(message, NOW)).toBe('sent');
    expect(await sendOnce(message, NOW)).toBe('already done');
    expect(await sendOnce(message, addSeconds(NOW, 3_600))).toBe('already done');
    expect(message.sent).toEqual(['hello']);
  });

  it('lets one of many simultaneous copies send; the others ask to be queued again', async () => {
    const message = delivery();
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => sendOnce(message, NOW)),
    );
    expect(message.sent).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(PassingFault);
      else expect(['sent', 'already done']).toContain(result.value);
    }
  });

  it('says nothing that stopped being true, and never comes back to it', async () => {
    const message = delivery({ render: async () => undefined });
    expect(await sendOnce(message, NOW)).toBe('skipped');
    expect(await sendOnce({ ...message, render: async () => 'late' }, addSeconds(NOW, 600))).toBe(
      'already done',
    );
    expect(message.sent).toEqual([]);
  });

  it('tries again at once after a fault that certainly sent nothing', async () => {
    const message = delivery();
    const limit = { kind: 'not_now', why: '429', untouched: true, retryAfterSeconds: 7 } as const;
    const busy = { ...message, send: async () => limit };
    await expect(sendOnce(busy, NOW)).rejects.toMatchObject({ retryAfterSeconds: 7 });
    expect(await sendOnce(message, NOW)).toBe('sent');
    expect(message.sent).toEqual(['hello']);
  });

  it('holds back while nobody knows whether a hung send arrived, then sends again', async () => {
    const message = delivery();
    const unknown = { kind: 'not_now', why: 'timed out', untouched: false } as const;
    const hung = { ...message, send: async () => unknown };
    await expect(sendOnce(hung, NOW)).rejects.toMatchObject({ retryAfterSeconds: 60 });
    await expect(sendOnce(message, addSeconds(NOW, 30))).rejects.toThrow(PassingFault);
    expect(await sendOnce(message, addSeconds(NOW, 61))).toBe('sent');
    expect(message.sent).toEqual(['hello']);
  });

  it('counts a repeat that may be one, and only that', async () => {
    const repeats = async (work: () => Promise<unknown>): Promise<number> => {
      const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
      await work().catch(() => {});
      const lines = written.mock.calls.map(([line]) => String(line));
      written.mockRestore();
      return lines.filter((line) => line.includes('"NotificationMayRepeat"')).length;
    };
    const dies = async () => {
      throw new Error('the worker died before the mark');
    };
    const killed = delivery();
    expect(await repeats(() => sendOnce({ ...killed, send: dies }, NOW))).toBe(0);
    expect(await repeats(() => sendOnce(killed, addSeconds(NOW, 30)))).toBe(0);
    expect(await repeats(() => sendOnce(killed, addSeconds(NOW, 61)))).toBe(1);
    expect(killed.sent).toEqual(['hello']);

    const limited = delivery();
    const limit = async () => ({ kind: 'not_now', why: '429', untouched: true }) as const;
    expect(await repeats(() => sendOnce({ ...limited, send: limit }, NOW))).toBe(0);
    expect(await repeats(() => sendOnce(limited, addSeconds(NOW, 90)))).toBe(0);
    expect(limited.sent).toEqual(['hello']);

    const unknown = delivery();
    const hangs = async () => ({ kind: 'not_now', why: 'timed out', untouched: false }) as const;
    const once = await repeats(() => sendOnce({ ...unknown, send: hangs }, NOW));
    const again = await repeats(() => sendOnce(unknown, addSeconds(NOW, 90)));
    expect(once + again).toBe(1);
  });

  it('does not insist on a recipient who refuses', async () => {
    const message = delivery({ send: async () => ({ kind: 'unreachable', why: 'blocked' }) });
    expect(await sendOnce(message, NOW)).toBe('refused');
    expect(await sendOnce(message, addSeconds(NOW, 600))).toBe('already done');
  });
});
