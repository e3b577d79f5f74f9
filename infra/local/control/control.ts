import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallCounts } from '../aws/call-counts.ts';
import type { Mischief, Mischiefs } from '../aws/mischief.ts';
import type { Logs } from '../functions/logs.ts';
import type { FunctionPool } from '../functions/pool.ts';
import type { Provider } from '../providers/provider.ts';
import { hostProviders } from '../providers/serve.ts';
import type { Queue } from '../queues/queue.ts';
import type { Queues } from '../queues/queues.ts';
import { runUntilIdle, settle, type Workers } from '../running.ts';
import type { Rules } from '../scheduler/rules.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';
import type { Demo } from '../seed.ts';
import { ControlError, numberIn, readObject, reply, wordIn } from './exchange.ts';
import { servePlayground } from './playground.ts';
import { seededRandom } from './seeded-random.ts';

/** What the controls act on. */
export interface Controlled {
  readonly workers: Workers;
  readonly counts: CallCounts;
  readonly mischiefs: Mischiefs;
  readonly queues: Queues;
  readonly scheduler: Scheduler;
  readonly rules: Rules;
  readonly providers: readonly Provider[];
  readonly logs: Logs;
  /** The demo project, once it is made. */
  demo(): Demo | undefined;
  sweep(): Promise<number>;
  /** What a command of the product needs to reach this installation. */
  installation(): object;
}

type Body = { [name: string]: unknown };
type Action = (input: { body: Body; names: string[]; query: URLSearchParams }) => unknown;

/** A hundred years: enough for any story, and Date stays valid. */
const MOST_SECONDS = 3_155_760_000;

/** Everything below `/_local/`: how tests and the playground move the local cloud. README.md lists the calls. */
export class Control {
  readonly #on: Controlled;
  readonly #calls: readonly {
    readonly method: string;
    readonly path: RegExp;
    readonly act: Action;
  }[];

  constructor(controlled: Controlled) {
    this.#on = controlled;
    const calls: [string, Action][] = [
      ['GET /installation', () => controlled.installation()],
      ['GET /clock', () => this.#clock()],
      ['POST /clock', ({ body }) => this.#advance(body)],
      ['POST /settle', ({ body }) => settle(controlled.workers, this.#waits(body))],
      ['POST /run', ({ body }) => this.#run(body)],
      ['GET /demo', () => controlled.demo() ?? {}],
      ['POST /sweep', async () => ({ removed: await controlled.sweep() })],
      ['GET /calls', () => controlled.counts],
      ['GET /calls/trail', () => controlled.counts.trail],
      ['DELETE /calls', () => this.#done(() => controlled.counts.clear())],
      ['GET /aws/fail', () => controlled.mischiefs.list()],
      ['POST /aws/fail', ({ body }) => this.#fail(body)],
      ['DELETE /aws/fail', () => this.#done(() => controlled.mischiefs.clear())],
      ['GET /functions', () => this.#functions()],
      ['POST /functions/:/kill', ({ names, body }) => this.#kill(names[0] ?? '', body)],
      ['POST /functions/:/skew', ({ names, body }) => this.#skew(names[0] ?? '', body)],
      ['GET /logs', ({ query }) => controlled.logs.recent(query.get('function') ?? undefined)],
      ['GET /queues', () => this.#queues()],
      ['GET /queues/:/messages', ({ names }) => this.#messages(names[0] ?? '')],
      [
        'DELETE /queues/:/messages',
        ({ names }) => this.#done(() => this.#queue(names[0] ?? '').purge()),
      ],
      ['POST /queues/:/duplicate', ({ names, body }) => this.#duplicate(names[0] ?? '', body)],
      ['GET /schedules', () => controlled.scheduler.list()],
      ['GET /scheduler', () => controlled.scheduler.manners],
      ['POST /scheduler', ({ body }) => this.#manners(body)],
      ['GET /rules', () => controlled.rules.list()],
      ['POST /rules', ({ body }) => this.#done(() => controlled.rules.turn(body.on === true))],
      ['POST /rules/:/fire', ({ names }) => this.#fire(names[0] ?? '')],
    ];
    this.#calls = calls.map(([key, act]) => {
      const [method = '', path = ''] = key.split(' ');
      return { method, path: new RegExp(`^${path.replaceAll(':', '([^/]+)')}$`), act };
    });
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://local');
    const path = url.pathname.replace(/^\/_local/, '').replace(/\/+$/, '');
    const { clock } = this.#on.workers;
    try {
      if (path === '/playground' || path.startsWith('/playground/')) {
        return servePlayground(url.pathname, response);
      }
      if (path.startsWith('/providers/')) {
        const known = await hostProviders(
          this.#on.providers,
          request,
          response,
          () => new Date(clock.now()),
        );
        if (known) return;
      }
      const matching = this.#calls.filter((call) => call.path.test(path));
      const call = matching.find(({ method }) => method === request.method);
      if (!call) {
        throw matching.length > 0
          ? new ControlError(
              `${path} takes ${matching.map(({ method }) => method).join(', ')}.`,
              405,
            )
          : new ControlError(`There is no control ${path || '/'}.`, 404);
      }
      const names = call.path.exec(path)?.slice(1).map(decodeURIComponent) ?? [];
      const body = request.method === 'POST' ? await readObject(request) : {};
      reply(response, 200, await call.act({ body, names, query: url.searchParams }));
    } catch (fault) {
      if (!(fault instanceof ControlError)) throw fault;
      request.resume();
      reply(response, fault.status, { error: { code: 'control', message: fault.message } });
    }
  }

  #clock(): object {
    const { clock } = this.#on.workers;
    return { now: new Date(clock.now()).toISOString(), offsetSeconds: clock.offsetMs / 1000 };
  }

  async #advance(body: Body): Promise<object> {
    await this.#on.workers.advance(numberIn(body, 'advanceSeconds', { most: MOST_SECONDS }) * 1000);
    return this.#clock();
  }

  #waits(body: Body): { timeoutMs: number; horizonSeconds: number } {
    return {
      timeoutMs: numberIn(body, 'timeoutMs', { most: 600_000, fallback: 30_000 }),
      horizonSeconds: numberIn(body, 'horizonSeconds', { most: 3600, fallback: 0 }),
    };
  }

  #run(body: Body): Promise<object> {
    wordIn(body, 'until', ['idle'], 'idle');
    const most = numberIn(body, 'maxAdvanceSeconds', { most: MOST_SECONDS });
    return runUntilIdle(
      this.#on.workers,
      most,
      numberIn(body, 'timeoutMs', { most: 600_000, fallback: 120_000 }),
    );
  }

  #done(act: () => void): object {
    act();
    return { done: true };
  }

  #fail(body: Body): object {
    const mode = wordIn(body, 'mode', ['before', 'lost-response', 'hang'], 'before');
    const mischief: Mischief = {
      kind: 'fail',
      mode: mode === 'lost-response' ? 'after' : mode,
      ...this.#matching(body),
      ...textIn(body, 'error'),
      ...textIn(body, 'message'),
    };
    if (mode === 'before' && mischief.error === undefined) {
      throw new ControlError('error must name the AWS error to answer with.');
    }
    this.#on.mischiefs.add(mischief);
    return { planned: true };
  }

  #kill(id: string, body: Body): object {
    const pool = this.#pool(id);
    const when = wordIn(body, 'when', ['now', 'before-call', 'after-call'], 'now');
    if (when === 'now') return { killed: pool.kill() };
    this.#on.mischiefs.add({
      kind: 'kill',
      mode: when === 'before-call' ? 'before' : 'after',
      ...this.#matching(body),
      function: id,
    });
    return { planned: true };
  }

  #skew(id: string, body: Body): object {
    const seconds = numberIn(body, 'seconds', { least: -MOST_SECONDS, most: MOST_SECONDS });
    this.#pool(id).skew(seconds * 1000);
    return { seconds };
  }

  #pool(id: string): FunctionPool {
    const pool = this.#on.workers.pools.get(id);
    if (pool) return pool;
    throw this.#unknown('function', id, this.#on.workers.pools.keys());
  }

  #matching(body: Body): Pick<Mischief, 'function' | 'action' | 'nth' | 'times' | 'rate' | 'seed'> {
    const action = body.action;
    if (typeof action !== 'string' || action === '') {
      throw new ControlError('action must name calls, for example dynamodb.TransactWriteItems.');
    }
    const whole = (name: string, least: number) =>
      body[name] === undefined ? {} : { [name]: numberIn(body, name, { least, most: 1e9 }) };
    const { function: of } = body;
    if (of !== undefined && typeof of !== 'string') {
      throw new ControlError('function must be the id of a function.');
    }
    return {
      action,
      ...(of !== undefined ? { function: of } : {}),
      ...whole('nth', 1),
      ...whole('times', 1),
      ...whole('seed', 0),
      ...(body.rate === undefined ? {} : { rate: numberIn(body, 'rate', { most: 1 }) }),
    };
  }

  #functions(): object {
    return Object.fromEntries(
      [...this.#on.workers.pools].map(([id, pool]) => [
        id,
        { running: pool.running, workers: pool.workers, name: pool.definition.name },
      ]),
    );
  }

  #queues(): object {
    return Object.fromEntries(
      [...this.#on.queues.all()].map((queue) => [queue.settings.id, queue.counts()]),
    );
  }

  #queue(id: string): Queue {
    const queue = this.#on.queues.byId(id) ?? this.#on.queues.byName(id);
    if (queue) return queue;
    throw this.#unknown(
      'queue',
      id,
      [...this.#on.queues.all()].map(({ settings }) => settings.id),
    );
  }

  #messages(id: string): object[] {
    const when = (ms: number) => new Date(ms).toISOString();
    return [...this.#queue(id).messages()].map((message) => ({
      id: message.id,
      body: message.body,
      groupId: message.groupId,
      receives: message.receives,
      sentAt: when(message.sentAt),
      visibleAt: when(message.visibleAt),
      inFlight: message.receipt !== undefined && (message.held ?? false),
    }));
  }

  #duplicate(id: string, body: Body): object {
    const rate = numberIn(body, 'rate', { most: 1, fallback: 1 });
    const times = numberIn(body, 'times', { most: 1e9, fallback: rate === 1 ? 1 : 1e9 });
    const random = seededRandom(numberIn(body, 'seed', { most: 2 ** 32, fallback: 1 }));
    const targets = id === '*' ? [...this.#on.queues.all()] : [this.#queue(id)];
    for (const queue of targets) queue.duplicate(times > 0 ? { times, rate, random } : undefined);
    return { planned: true };
  }

  async #fire(id: string): Promise<object> {
    if (await this.#on.rules.fire(id)) return { fired: true };
    throw this.#unknown('rule', id, this.#on.rules.functions());
  }

  #manners(body: Body): object {
    const { manners } = this.#on.scheduler;
    manners.jitterSeconds = numberIn(body, 'jitterSeconds', {
      most: 59,
      fallback: manners.jitterSeconds,
    });
    manners.past = wordIn(body, 'past', ['accept', 'reject'], manners.past);
    if (body.fireTwice !== undefined) manners.fireTwice = body.fireTwice === true;
    return manners;
  }

  #unknown(what: string, id: string, known: Iterable<string>): ControlError {
    return new ControlError(`There is no ${what} ${id}; there are: ${[...known].join(', ')}.`, 404);
  }
}

function textIn<Name extends string>(body: Body, name: Name): { [key in Name]?: string } {
  const value = body[name];
  if (value === undefined) return {};
  if (typeof value !== 'string') throw new ControlError(`${name} must be text.`);
  return { [name]: value } as { [key in Name]?: string };
}
