import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AwsError } from '../../infra/local/aws/aws-error.ts';
import type { QueueSettings } from '../../infra/local/queues/message.ts';
import { Queues } from '../../infra/local/queues/queues.ts';
import { SqsService } from '../../infra/local/queues/sqs-service.ts';
import { VirtualClock } from '../../infra/local/time/virtual-clock.ts';

const arn = (name: string): string => `arn:aws:sqs:eu-central-1:000000000000:${name}`;

function settings(id: string, more: Partial<QueueSettings> = {}): QueueSettings {
  return {
    id,
    name: id,
    url: `http://127.0.0.1:1/000000000000/${id}`,
    arn: arn(id),
    fifo: false,
    contentBasedDeduplication: false,
    delaySeconds: 0,
    visibilitySeconds: 30,
    retentionSeconds: 345_600,
    ...more,
  };
}

const QUEUES = [
  settings('jobs', { redrive: { deadLetterArn: arn('dead'), maxReceives: 2 } }),
  settings('dead', { retentionSeconds: 1_209_600 }),
  settings('ordered.fifo', { fifo: true, contentBasedDeduplication: true }),
  settings('strict.fifo', { fifo: true }),
];

let folder: string;
let clock: VirtualClock;
let queues: Queues;
let sqs: SqsService;

function open(): void {
  queues = new Queues(QUEUES, clock, folder);
  sqs = new SqsService(queues);
}

// biome-ignore lint/suspicious/noExplicitAny: answers of SQS, as a client sees them
async function call(action: string, queue: string, input: object = {}): Promise<any> {
  return sqs.call(
    action,
    { QueueUrl: `http://elsewhere/000000000000/${queue}`, ...input },
    'tester',
  );
}

async function bodies(queue: string, max = 10): Promise<string[]> {
  const { Messages = [] } = await call('ReceiveMessage', queue, { MaxNumberOfMessages: max });
  return Messages.map(({ Body }: { Body: string }) => Body);
}

async function refusal(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  const { code, message } = (await work.then(
    () => expect.unreachable(),
    (fault: unknown) => fault,
  )) as AwsError;
  return { code, message };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-queues-'));
  clock = new VirtualClock(0, () => 1_795_000_000_000);
  open();
});

afterEach(() => {
  clock.stop();
  queues.close();
  rmSync(folder, { recursive: true });
});

describe('a standard queue', () => {
  it('gives a delayed message when virtual time has come, not before', async () => {
    await call('SendMessage', 'jobs', { MessageBody: 'later', DelaySeconds: 900 });
    expect(await bodies('jobs')).toEqual([]);
    clock.advance(899_000);
    expect(await bodies('jobs')).toEqual([]);
    clock.advance(1_000);
    expect(await bodies('jobs')).toEqual(['later']);
  });

  it('gives a message again after its visibility timeout, and to the dead letters after too many', async () => {
    await call('SendMessage', 'jobs', { MessageBody: 'poison' });
    expect(await bodies('jobs')).toEqual(['poison']);
    expect(await bodies('jobs')).toEqual([]);
    clock.advance(30_000);
    expect(await bodies('jobs')).toEqual(['poison']);
    clock.advance(30_000);
    expect(await bodies('jobs')).toEqual([]);
    expect(await bodies('dead')).toEqual(['poison']);
  });

  it('deletes by the newest receipt only', async () => {
    await call('SendMessage', 'jobs', { MessageBody: 'once' });
    const first = await call('ReceiveMessage', 'jobs');
    clock.advance(30_000);
    const second = await call('ReceiveMessage', 'jobs');
    await call('DeleteMessage', 'jobs', { ReceiptHandle: first.Messages[0].ReceiptHandle });
    expect(queues.byId('jobs')?.counts().inFlight).toBe(1);
    await call('DeleteMessage', 'jobs', { ReceiptHandle: second.Messages[0].ReceiptHandle });
    clock.advance(3_600_000);
    expect(await bodies('jobs')).toEqual([]);
  });

  it('hides longer or shows at once when asked to', async () => {
    await call('SendMessage', 'jobs', { MessageBody: 'x' });
    const { Messages } = await call('ReceiveMessage', 'jobs');
    const { ReceiptHandle } = Messages[0];
    await call('ChangeMessageVisibility', 'jobs', { ReceiptHandle, VisibilityTimeout: 100 });
    clock.advance(99_000);
    expect(await bodies('jobs')).toEqual([]);
    await call('ChangeMessageVisibility', 'jobs', { ReceiptHandle, VisibilityTimeout: 0 });
    expect(await bodies('jobs')).toEqual(['x']);
  });

  it('forgets what is older than its retention', async () => {
    await call('SendMessage', 'jobs', { MessageBody: 'old' });
    clock.advance(345_601_000);
    expect(await bodies('jobs')).toEqual([]);
    expect(queues.byId('jobs')?.counts()).toEqual({ visible: 0, delayed: 0, inFlight: 0 });
  });

  it('takes a group id, for fairness', async () => {
    await call('SendMessage', 'jobs', { MessageBody: 'a', MessageGroupId: 'tenant' });
    const { Messages } = await call('ReceiveMessage', 'jobs');
    expect(Messages[0].Attributes.MessageGroupId).toBe('tenant');
  });

  it.each([
    [
      { MessageBody: 'x', DelaySeconds: 901 },
      'InvalidParameterValue',
      'Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.',
    ],
    [{ MessageBody: 'x', DelaySeconds: -1 }, 'InvalidParameterValue', 'DelaySeconds must be >= 0'],
    [{ MessageBody: 'x'.repeat(1_048_577) }, 'InvalidParameterValue', 'shorter than 1048576 bytes'],
    [{ MessageBody: '' }, 'MissingParameter', 'MessageBody'],
    [
      { MessageBody: 'x', MessageGroupId: 'g'.repeat(129) },
      'InvalidParameterValue',
      'MessageGroupId',
    ],
    [
      { MessageBody: 'x', MessageDeduplicationId: 'd' },
      'InvalidParameterValue',
      'not valid for this queue type',
    ],
  ])('refuses what SQS refuses (%#)', async (input, code, message) => {
    const refused = await refusal(call('SendMessage', 'jobs', input));
    expect(refused.code).toBe(code);
    expect(refused.message).toContain(message);
  });

  it('takes a message of exactly 1 MiB', async () => {
    await call('SendMessage', 'jobs', { MessageBody: 'x'.repeat(1_048_576) });
    expect(await bodies('jobs')).toHaveLength(1);
  });

  it('says that a queue does not exist', async () => {
    const refused = await refusal(call('SendMessage', 'nowhere', { MessageBody: 'x' }));
    expect(refused.code).toBe('AWS.SimpleQueueService.NonExistentQueue');
  });

  it('answers a batch entry by entry', async () => {
    const answer = await call('SendMessageBatch', 'jobs', {
      Entries: [
        { Id: 'good', MessageBody: 'x' },
        { Id: 'bad', MessageBody: 'x', DelaySeconds: 1000 },
      ],
    });
    expect(answer.Successful.map(({ Id }: { Id: string }) => Id)).toEqual(['good']);
    expect(answer.Failed).toMatchObject([{ Id: 'bad', Code: 'InvalidParameterValue' }]);
    const many = Array.from({ length: 11 }, (_, at) => ({ Id: `${at}`, MessageBody: 'x' }));
    expect((await refusal(call('SendMessageBatch', 'jobs', { Entries: many }))).code).toContain(
      'TooManyEntries',
    );
  });

  it('delivers deleted messages a second time when told to', async () => {
    queues.byId('jobs')?.duplicate({ times: 1, rate: 1, random: () => 0 });
    await call('SendMessage', 'jobs', { MessageBody: 'twice' });
    const { Messages } = await call('ReceiveMessage', 'jobs');
    await call('DeleteMessage', 'jobs', { ReceiptHandle: Messages[0].ReceiptHandle });
    const again = await call('ReceiveMessage', 'jobs');
    expect(again.Messages[0].MessageId).toBe(Messages[0].MessageId);
    await call('DeleteMessage', 'jobs', { ReceiptHandle: again.Messages[0].ReceiptHandle });
    expect(await bodies('jobs')).toEqual([]);
  });

  it('repeats a message a few times, and never gives up on what went well', async () => {
    for (const queue of queues.all()) queue.duplicate({ times: 100, rate: 1, random: () => 0 });
    for (const [queue, deliveries] of [
      ['jobs', 2],
      ['dead', 5],
    ] as const) {
      await call('SendMessage', queue, { MessageBody: queue });
      let delivered = 0;
      for (;;) {
        const { Messages = [] } = await call('ReceiveMessage', queue);
        if (Messages.length === 0) break;
        delivered += 1;
        await call('DeleteMessage', queue, { ReceiptHandle: Messages[0].ReceiptHandle });
      }
      expect(delivered).toBe(deliveries);
      expect(await bodies('dead')).toEqual([]);
    }
  });
});

describe('a FIFO queue', () => {
  const send = (body: string, group: string) =>
    call('SendMessage', 'ordered.fifo', { MessageBody: body, MessageGroupId: group });

  it('keeps the order of a group and gives it to one receiver at a time', async () => {
    await send('a1', 'a');
    await send('a2', 'a');
    await send('b1', 'b');
    const { Messages } = await call('ReceiveMessage', 'ordered.fifo');
    expect(Messages[0].Body).toBe('a1');
    expect(await bodies('ordered.fifo')).toEqual(['b1']);
    await call('DeleteMessage', 'ordered.fifo', { ReceiptHandle: Messages[0].ReceiptHandle });
    expect(await bodies('ordered.fifo')).toEqual(['a2']);
  });

  it('puts a message that came back before its successors', async () => {
    await send('a1', 'a');
    await send('a2', 'a');
    expect(await bodies('ordered.fifo', 1)).toEqual(['a1']);
    clock.advance(30_000);
    expect(await bodies('ordered.fifo')).toEqual(['a1', 'a2']);
  });

  it('knows a body for five minutes', async () => {
    const first = await send('same', 'a');
    expect((await send('same', 'a')).MessageId).toBe(first.MessageId);
    expect(await bodies('ordered.fifo')).toEqual(['same']);
    clock.advance(300_000);
    expect((await send('same', 'a')).MessageId).not.toBe(first.MessageId);
  });

  it('refuses a delay of one message, a missing group, a missing deduplication id', async () => {
    const refused = (queue: string, input: object) =>
      refusal(call('SendMessage', queue, { MessageBody: 'x', ...input }));
    expect(
      (await refused('ordered.fifo', { MessageGroupId: 'g', DelaySeconds: 1 })).message,
    ).toContain('The request include parameter that is not valid for this queue type');
    expect((await refused('ordered.fifo', {})).code).toBe('MissingParameter');
    expect((await refused('strict.fifo', { MessageGroupId: 'g' })).code).toBe(
      'InvalidParameterValue',
    );
  });
});

describe('a restart', () => {
  it('finds ready, delayed and in-flight messages as they were', async () => {
    await call('SendMessage', 'jobs', { MessageBody: 'deleted' });
    const { Messages } = await call('ReceiveMessage', 'jobs');
    await call('DeleteMessage', 'jobs', { ReceiptHandle: Messages[0].ReceiptHandle });
    await call('SendMessage', 'jobs', { MessageBody: 'in flight' });
    await call('ReceiveMessage', 'jobs');
    await call('SendMessage', 'jobs', { MessageBody: 'ready' });
    await call('SendMessage', 'jobs', { MessageBody: 'delayed', DelaySeconds: 60 });
    // As a kill leaves it: nothing is closed, another process opens the same file.
    open();
    expect(queues.byId('jobs')?.counts()).toEqual({ visible: 1, delayed: 1, inFlight: 1 });
    expect(await bodies('jobs')).toEqual(['ready']);
    clock.advance(60_000);
    expect((await bodies('jobs')).sort()).toEqual(['delayed', 'in flight', 'ready']);
  });

  it('gives back at once what died with an invocation of the former process', async () => {
    await call('SendMessage', 'jobs', { MessageBody: 'held' });
    expect(queues.byId('jobs')?.receive(1, { hold: true })).toHaveLength(1);
    clock.advance(3_600_000);
    expect(await bodies('jobs')).toEqual([]);
    open();
    expect(await bodies('jobs')).toEqual(['held']);
  });

  it('does not mind a line that was torn by the kill', async () => {
    await call('SendMessage', 'jobs', { MessageBody: 'whole' });
    appendFileSync(join(folder, 'queues.log'), '{"q":"jobs","put":{"id":"to');
    open();
    expect(await bodies('jobs')).toEqual(['whole']);
  });
});
