/**
 * A warm container: one process with one bundle, like a Lambda's. Runs what it is asked to, measures around the handler
 * alone, and writes the handler's log to standard output.
 */
import { serveCompanion } from './process.ts';
import { quantile } from './statistics.ts';

/** What a container can be asked. `@@` in a template's body becomes a number that no other call has. */
export type ContainerRequest =
  | { readonly do: 'invoke'; readonly event: unknown }
  | {
      readonly do: 'load';
      readonly template: { readonly body?: string };
      readonly milliseconds: number;
      readonly inFlight: number;
      readonly status: number;
    };

/** What it answers. */
export interface ContainerAnswer {
  readonly result?: unknown;
  readonly milliseconds: number;
  readonly cpuMicroseconds: number;
  readonly calls: number;
  readonly p50?: number;
  readonly p99?: number;
  readonly rssMb: number;
}

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

const { handler } = (await import(process.env.BUNDLE ?? '')) as { handler: Handler };

const context = () => {
  const until = performance.now() + 90_000;
  return { getRemainingTimeInMillis: () => until - performance.now(), awsRequestId: 'bench' };
};

let counter = Number(process.env.FIRST_NUMBER ?? 1);

serveCompanion<ContainerRequest, ContainerAnswer>(async (request) => {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const spent = () => {
    const { user, system } = process.cpuUsage(cpu);
    return { milliseconds: performance.now() - start, cpuMicroseconds: user + system };
  };
  if (request.do === 'invoke') {
    const result = await handler(request.event, context());
    return { ...spent(), result, calls: 1, rssMb: rssMb() };
  }
  const times: number[] = [];
  const until = start + request.milliseconds;
  const client = async () => {
    while (performance.now() < until) {
      counter += 1;
      const { template } = request;
      const event =
        template.body === undefined
          ? template
          : { ...template, body: template.body.replaceAll('@@', String(counter)) };
      const before = performance.now();
      const answer = (await handler(event, context())) as { statusCode: number };
      times.push(performance.now() - before);
      if (answer.statusCode !== request.status) {
        throw new Error(`Expected ${request.status}, got ${JSON.stringify(answer)}.`);
      }
    }
  };
  await Promise.all(Array.from({ length: request.inFlight }, client));
  return {
    ...spent(),
    calls: times.length,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    rssMb: rssMb(),
  };
});

function rssMb(): number {
  return process.memoryUsage.rss() / 2 ** 20;
}
