import type { CloudDefinition } from '../cloud-definition.ts';
import type { Cognito } from '../cognito/cognito.ts';
import type { Provider } from '../providers/provider.ts';
import { routeToProvider } from '../providers/serve.ts';
import type { Queues } from '../queues/queues.ts';
import { SqsService } from '../queues/sqs-service.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';
import type { DataTables } from '../table/data-tables.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';
import { AwsError, jsonAnswer } from './aws-error.ts';
import { CallCounts } from './call-counts.ts';
import type { Caller } from './caller.ts';
import { AwsFront, type AwsService } from './front.ts';
import { Mischiefs } from './mischief.ts';
import { secretsManager } from './secrets.ts';

const WRITES =
  /^(PutItem|UpdateItem|DeleteItem|BatchWriteItem|TransactWriteItems|ExecuteStatement)/;

/** The front with its services. */
export interface ServedAws {
  readonly root: string;
  readonly counts: CallCounts;
  readonly mischiefs: Mischiefs;
  /** Opens the services once what they stand on is there. */
  serve(parts: ServiceParts): void;
  close(): Promise<void>;
}

/** What the services stand on. */
export interface ServiceParts {
  readonly definition: CloudDefinition;
  readonly tables: DataTables;
  readonly queues: Queues;
  readonly scheduler: Scheduler;
  readonly cognito: Cognito | undefined;
  readonly overlay: Readonly<Record<string, string>>;
  readonly dataDir: string | undefined;
}

/** Opens the front; its services follow with `serve`, since queue URLs need its port before they can exist. */
export async function serveAws(surroundings: {
  readonly providers: readonly Provider[];
  readonly clock: VirtualClock;
  kill(caller: Caller): void;
  onTableWrite(): void;
}): Promise<ServedAws> {
  const { providers, clock, kill, onTableWrite } = surroundings;
  const counts = new CallCounts();
  const mischiefs = new Mischiefs();
  const front = new AwsFront({
    counts,
    mischiefs,
    kill,
    seen: (name, path) => providers.find((one) => one.name === name)?.seen(path) ?? path,
    provider: (url, request, body) =>
      routeToProvider(providers, {
        url,
        method: request.method ?? 'GET',
        headers: Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [
            name,
            Array.isArray(value) ? value.join(', ') : (value ?? ''),
          ]),
        ),
        body,
        now: new Date(clock.now()),
      }),
  });
  const root = await front.listen();
  return {
    root,
    counts,
    mischiefs,
    close: () => front.close(),
    serve: ({ definition, tables, queues, scheduler, cognito, overlay, dataDir }) => {
      const dynamodb: AwsService = async ({ request, operation, body }) => {
        const answer = await tables.client.forward(request.headers, body);
        if (WRITES.test(operation)) onTableWrite();
        return answer;
      };
      const sqs = new SqsService(queues);
      front.serve('dynamodb', dynamodb);
      front.serve('dynamodb-streams', dynamodb);
      front.serve('sqs', async ({ operation, body, caller }) =>
        jsonAnswer(await sqs.call(operation, parsed(body), caller.functionId)),
      );
      front.serve('secretsmanager', secretsManager(definition.secrets, overlay, dataDir));
      front.serve('scheduler', scheduler.service);
      if (cognito) front.serve('cognito-idp', cognito.service);
    },
  };
}

function parsed(body: Buffer): { [name: string]: unknown } {
  try {
    return JSON.parse(body.toString()) as { [name: string]: unknown };
  } catch {
    throw new AwsError('SerializationException', 'The request is not valid JSON.');
  }
}
