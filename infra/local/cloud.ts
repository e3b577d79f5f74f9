import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifier } from './assembly/identify.ts';
import { installationOf } from './assembly/outputs.ts';
import { readAssembly } from './assembly/read-assembly.ts';
import { Resolver } from './assembly/resolver.ts';
import { serveAws } from './aws/serve-aws.ts';
import { BootError } from './boot-error.ts';
import { type CloudDefinition, defineCloud } from './cloud-definition.ts';
import { type Cognito, startCognito } from './cognito/cognito.ts';
import { Control } from './control/control.ts';
import { claimDataFolder } from './data-folder.ts';
import { awsEnvironment, workerEnvironment } from './functions/environment.ts';
import { Logs } from './functions/logs.ts';
import { FunctionPool } from './functions/pool.ts';
import { HttpApi } from './http/api.ts';
import { JwtAuthorizer } from './http/authorizer.ts';
import { closeServer, listen, notYet } from './http/listen.ts';
import { createProviders } from './providers/index.ts';
import { QueueMapping } from './queues/mapping.ts';
import { Queues } from './queues/queues.ts';
import { runUntilIdle, type Settled, settle, type Workers } from './running.ts';
import { Rules } from './scheduler/rules.ts';
import { Scheduler } from './scheduler/scheduler.ts';
import { type Demo, seedDemo } from './seed.ts';
import { apiRoots, readVariables, secretOverlay } from './settings.ts';
import { openTables } from './table/data-tables.ts';
import { startDynamoDb } from './table/dynoxide.ts';
import { StreamMapping } from './table/stream-mapping.ts';
import { keptClock } from './time/kept-clock.ts';

/** How a local cloud is started. */
export interface LocalCloudOptions {
  /** Of the HTTP API; 0 takes a free one. */
  readonly port?: number;
  /** The synthesized assembly, or what makes it: asked once port and data folder are ours. */
  readonly cdkOut: string | (() => Promise<string>);
  /** Where data outlives the process; absent: nothing does. */
  readonly dataDir?: string;
  /** Print nothing, not even the errors of functions. */
  readonly quiet?: boolean;
  /** The environment with the owner's variables; the process's own when absent. */
  readonly env?: NodeJS.ProcessEnv;
  /** File with further variables. */
  readonly envFile?: string;
  /** Make the demo project. */
  readonly seed?: boolean;
  /** Workers per function at most. */
  readonly maxWorkers?: number;
  /** Rules with a rate fire by themselves; true when absent. */
  readonly rules?: boolean;
}

/** A running local cloud. */
export interface LocalCloud {
  /** Root URL of the HTTP API, without a slash at the end. */
  readonly api: string;
  readonly playground: string;
  /** The demo project, when it was asked for. */
  readonly demo: Demo | undefined;
  /** Ids of what runs. */
  readonly definition: CloudDefinition;
  /** What a client of the local AWS and of the stand-ins needs in its environment, as caller `name`. */
  environment(name: string): Record<string, string>;
  advance(seconds: number): Promise<void>;
  settle(options?: { timeoutMs?: number; horizonSeconds?: number }): Promise<Settled>;
  runUntilIdle(maxAdvanceSeconds: number): Promise<Settled & { idle: boolean }>;
  stop(): Promise<void>;
}

const REGION = 'eu-central-1';
const ACCOUNT_ID = '000000000000';
const MAX_WORKERS = 8;

/**
 * Starts everything the template describes.
 *
 * @throws BootError when something stands in the way that a person can change; nothing is left running then
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const closers: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    return await start(options, closers, stop);
  } catch (fault) {
    await stop();
    throw fault;
  }
}

async function start(
  options: LocalCloudOptions,
  closers: (() => unknown)[],
  stop: () => Promise<void>,
): Promise<LocalCloud> {
  const { dataDir, quiet = false, env = process.env } = options;
  if (dataDir) closers.push(claimDataFolder(dataDir));
  const variables = options.envFile ? readVariables(options.envFile, env) : env;
  const { clock, keep } = keptClock(dataDir);
  closers.push(() => clock.stop());

  // The port first: the commonest reason not to start should not take seconds to be told.
  const server = createServer();
  closers.push(() => closeServer(server));
  server.on('request', notYet);
  const port = await listen(server, options.port ?? 3000);
  const api = `http://127.0.0.1:${port}`;

  let awsRoot = '';
  const account = { accountId: ACCOUNT_ID, region: REGION };
  const providers = createProviders(clock);
  const aws = await serveAws({
    providers,
    clock,
    kill: ({ functionId, workerId }) => pools.get(functionId)?.kill(workerId),
    onTableWrite: () => {
      for (const { stream } of tables.streams.values()) stream.wrote();
      for (const mapping of streamMappings) mapping.wake();
    },
  });
  closers.push(() => aws.close());
  awsRoot = aws.root;

  const cdkOut = typeof options.cdkOut === 'string' ? options.cdkOut : await options.cdkOut();
  const assembly = readAssembly(cdkOut);
  const identify = identifier({ ...account, awsRoot: () => awsRoot, api });
  const resolver = new Resolver(assembly.stacks, account, identify);
  const definition = defineCloud(assembly, resolver);

  const [dynamodb, cognito] = await Promise.all([
    startDynamoDb(dataDir, env).then((started) => {
      closers.push(started.stop);
      return started;
    }),
    cognitoOf(definition, dataDir, closers),
  ]);
  const tables = await openTables(dynamodb, definition.tables, { region: REGION, clock, dataDir });
  closers.push(() => tables.close());
  const queues = new Queues(definition.queues, clock, dataDir);
  closers.push(() => queues.close());
  const scheduler = new Scheduler({
    ...account,
    groups: definition.scheduleGroups,
    clock,
    queues,
    ...(dataDir ? { dataDir } : {}),
  });
  closers.push(() => scheduler.close());
  aws.serve({
    definition,
    tables,
    queues,
    scheduler,
    cognito,
    overlay: secretOverlay(variables),
    dataDir,
  });

  const logs = new Logs(dataDir, quiet);
  const providerNames = providers.map(({ name }) => name);
  const rootsFor = (own: Readonly<Record<string, string>>) =>
    apiRoots(providerNames, variables, own.AWS_ENDPOINT_URL ?? awsRoot);
  const pools = new Map(
    definition.functions.map((one) => {
      const pool = new FunctionPool(one, {
        clock: clock.shared,
        maxWorkers: options.maxWorkers ?? MAX_WORKERS,
        environment: (of, workerId) => {
          const own = awsEnvironment(awsRoot, REGION, of.id, workerId);
          return workerEnvironment(of, own, rootsFor(own));
        },
        output: ({ id }, line) => logs.add(id, line),
      });
      closers.push(() => pool.close());
      return [one.id, pool];
    }),
  );
  const rules = new Rules({ ...account, rules: definition.rules, pools, clock });
  closers.push(() => rules.close());
  const queueMappings: QueueMapping[] = [];
  const streamMappings: StreamMapping[] = [];
  for (const mapping of definition.mappings) {
    const pool = pools.get(mapping.functionId);
    const queue = queues.byArn(mapping.sourceArn);
    const source = tables.streams.get(mapping.sourceArn);
    if (pool && queue) {
      const settings = { ...mapping, batchSize: mapping.batchSize ?? 10 };
      queueMappings.push(new QueueMapping(queue, pool, settings, clock, REGION));
    } else if (pool && source) {
      const reader = new StreamMapping(source.stream, pool, mapping, queues, clock);
      streamMappings.push(reader);
      await reader.start(source.isNew);
    } else {
      throw new BootError(`The source ${mapping.sourceArn} of ${mapping.functionId} is not there.`);
    }
  }
  closers.push(() => {
    for (const mapping of [...queueMappings, ...streamMappings]) mapping.stop();
  });

  const httpApi = new HttpApi({
    apiId: definition.apiId ?? 'local',
    accountId: ACCOUNT_ID,
    routes: definition.routes,
    pools,
    authorizers: new Map(
      definition.authorizers.map((one) => [
        one.id,
        new JwtAuthorizer({ ...one, keys: cognito?.keys ?? [] }),
      ]),
    ),
    clock,
  });
  let chores = 0;
  const advance = async (ms: number): Promise<void> => {
    clock.advance(ms);
    rules.look();
    keep();
    chores += 1;
    try {
      if ((await tables.sweep(false)) > 0) for (const mapping of streamMappings) mapping.wake();
    } finally {
      chores -= 1;
    }
  };
  const workers: Workers = {
    clock,
    api: httpApi,
    pools,
    queueMappings,
    streamMappings,
    chores: () => chores + providers.filter((one) => one.busy()).length,
    advance,
  };
  let demo: Demo | undefined;
  const environment = (name: string) => {
    const own = awsEnvironment(awsRoot, REGION, name, name);
    return { ...own, ...rootsFor(own) };
  };
  const control = new Control({
    ...aws,
    demo: () => demo,
    workers,
    queues,
    scheduler,
    rules,
    providers,
    logs,
    sweep: () => tables.sweep(true),
    installation: () => installationOf(environment('command'), assembly, resolver),
  });
  server.off('request', notYet).on('request', (request, response) => {
    const work = request.url?.startsWith('/_local')
      ? control.serve(request, response)
      : httpApi.serve(request, response);
    work.catch((fault: unknown) => {
      if (!quiet) console.error(fault);
      if (!response.headersSent) response.writeHead(500);
      response.end('{"message":"Internal Server Error"}');
    });
  });
  for (const mapping of queueMappings) mapping.start();
  scheduler.start();
  rules.turn(options.rules ?? true);
  if (options.seed) {
    demo = await seedDemo({ api, definition, environment: environment('seed'), assembly: cdkOut });
  }
  return {
    api,
    playground: `${api}/_local/playground`,
    demo,
    definition,
    environment,
    advance: (seconds) => advance(seconds * 1000),
    settle: (wait) => settle(workers, wait),
    runUntilIdle: (maxAdvanceSeconds) => runUntilIdle(workers, maxAdvanceSeconds),
    stop,
  };
}

async function cognitoOf(
  { cognito }: CloudDefinition,
  dataDir: string | undefined,
  closers: (() => unknown)[],
): Promise<Cognito | undefined> {
  if (cognito.pools.length === 0) return undefined;
  const folder = dataDir ? join(dataDir, 'cognito') : mkdtempSync(join(tmpdir(), 'frontdesk-'));
  if (!dataDir) closers.push(() => rmSync(folder, { recursive: true, force: true }));
  const started = await startCognito({ region: REGION, ...cognito }, folder);
  closers.push(started.stop);
  return started;
}
