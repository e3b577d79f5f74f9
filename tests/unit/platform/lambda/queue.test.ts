import type { SQSEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { eachMessage, groupedMessages } from '../../../../shared/platform/lambda/queue.ts';

const Body = z.object({ group: z.string(), n: z.number() });
const event = (...bodies: (object | string)[]) =>
  ({
    Records: bodies.map((body, i) => ({
      messageId: `m${i}`,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })),
  }) as SQSEvent;
const failed = (answer: { batchItemFailures: { itemIdentifier: string }[] }) =>
  answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort();

describe('a batch', () => {
  test('is handled in groups, each in order', async () => {
    const seen: number[][] = [];
    const handler = groupedMessages(
      Body,
      ({ group }) => group,
      async (bodies) => {
        seen.push(bodies.map(({ n }) => n));
      },
    );
    const answer = await handler(
      event({ group: 'a', n: 1 }, { group: 'b', n: 2 }, { group: 'a', n: 3 }),
      {},
    );
    expect(seen).toEqual([[1, 3], [2]]);
    expect(failed(answer)).toEqual([]);
  });

  test('gives back only the messages of the group that failed, and those it cannot read', async () => {
    const handled: string[] = [];
    const handler = groupedMessages(
      Body,
      ({ group }) => group,
      async ([body]) => {
        if (body?.group === 'bad') throw new Error('bad');
        handled.push(body?.group ?? '');
      },
    );
    const answer = await handler(
      event(
        { group: 'bad', n: 1 },
        '{',
        { group: 'good', n: 2 },
        { group: 'bad', n: 3 },
        { n: 'x' },
      ),
      {},
    );
    expect(failed(answer)).toEqual(['m0', 'm1', 'm3', 'm4']);
    expect(handled).toEqual(['good']);
  });

  test('of ten groups that wait waits once', async () => {
    let waiting = 0;
    let most = 0;
    const handler = eachMessage(Body, async () => {
      waiting += 1;
      most = Math.max(most, waiting);
      await new Promise((resolve) => setImmediate(resolve));
      waiting -= 1;
    });
    await handler(event(...Array.from({ length: 10 }, (_, n) => ({ group: 'same', n }))), {});
    expect(most).toBe(10);
  });
});

test('a handler declares two parameters, since Lambda rejects a third', () => {
  expect(eachMessage(Body, async () => {})).toHaveLength(2);
});
