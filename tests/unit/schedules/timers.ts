import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TimerTarget } from '../../../shared/platform/aws/scheduler.ts';
import { addSeconds, type Instant } from '../../../shared/platform/clock.ts';
import { startQueues } from '../../steps/dialogue.ts';

/** One message that will come at a time. */
export interface Pending<Body> {
  readonly at: Instant;
  readonly body: Body;
}

/** A Scheduler and a queue that only collect what will come, and a target for both. */
export interface Timers<Body> {
  readonly target: TimerTarget;
  /** Everything that was armed since the last look; `now` is when it was. */
  take(now: Instant): Pending<Body>[];
  /** AWS calls so far. */
  calls(): number;
  close(): Promise<void>;
}

/**
 * Starts them and points this process at them. A name is never free again: in AWS a schedule that fired keeps its name
 * for a while.
 */
export async function startTimers<Body>(): Promise<Timers<Body>> {
  const sqs = await startQueues();
  const names = new Set<string>();
  const made: Pending<Body>[] = [];
  let asked = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked += 1;
      const name = decodeURIComponent((request.url ?? '').split('/').at(-1) ?? '');
      const taken = names.has(name);
      names.add(name);
      if (taken) {
        response.writeHead(409, { 'x-amzn-errortype': 'ConflictException' });
        return response.end('{"Message":"exists"}');
      }
      const { ScheduleExpression, Target } = JSON.parse(Buffer.concat(chunks).toString());
      const at = `${/at\((.*)\)/.exec(ScheduleExpression)?.[1]}.000Z`;
      made.push({ at, body: JSON.parse(Target.Input) });
      return response.end('{"ScheduleArn":"arn"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = (server.address() as AddressInfo).port;
  process.env.AWS_ENDPOINT_URL_SCHEDULER = `http://127.0.0.1:${port}`;
  let seen = 0;
  return {
    target: {
      group: 'group',
      roleArn: 'arn:aws:iam::1:role/scheduler',
      queueArn: 'arn:aws:sqs:us-east-1:1:reminder',
      queueUrl: `${sqs.endpoint}/000000000000/reminder`,
      deadLetterArn: 'arn:aws:sqs:us-east-1:1:dead-reminder',
    },
    take(now) {
      const sent = sqs.sent();
      const direct = sent.slice(seen).map(({ DelaySeconds, MessageBody }) => ({
        at: addSeconds(now, Number(DelaySeconds)),
        body: MessageBody as Body,
      }));
      seen = sent.length;
      return [...made.splice(0), ...direct];
    },
    calls: () => asked + sqs.sent().length,
    close: async () => {
      await sqs.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
