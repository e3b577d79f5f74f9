import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { ASSUMPTIONS, billOf, type Counted, LEFT_OUT } from './cost-model.ts';
import { ROOT, WORKSHOP } from './rig/builds.ts';
import { type Desk, type Observed, openDesk } from './rig/desk.ts';
import { TABLE_NAME } from './rig/outside-contract.ts';
import { rounded } from './rig/statistics.ts';
import { PROJECT_ID } from './rig/world.ts';
import type { Row, Section } from './row.ts';

/** A conversation without tools, long enough that its history weighs something. */
const SMALL_TALK = ['Добрий день!', 'Дякую!', 'Вітаю', 'Спасибі вам', 'Доброго ранку'];
const LOADS = [
  { messagesPerTurn: 2, turnsPerInvocation: 5, target: 8 },
  { messagesPerTurn: 1, turnsPerInvocation: 1, target: undefined },
] as const;

/** AWS cost of a million inbound messages, from the calls and units that were counted. */
export const cost: Section = {
  name: 'cost',
  run: async () => {
    const memory = memoryOf();
    const desk = await openDesk();
    try {
      const rows: Row[] = [];
      for (const { target, ...load } of LOADS) {
        const counted = await count(desk, load.messagesPerTurn, memory);
        const bill = billOf(counted, load);
        rows.push({
          name: `AWS cost per million messages, ${load.messagesPerTurn} per turn, ${load.turnsPerInvocation} turns per invocation`,
          measured: `$${bill.total.toFixed(2)}`,
          target: target === undefined ? 'reported' : `≤ $${target}`,
          ok: target === undefined || bill.total <= target,
          details: {
            bill: Object.fromEntries(
              Object.entries(bill).map(([part, dollars]) => [part, rounded(dollars)]),
            ),
            counted,
            assumptions: ASSUMPTIONS,
            leftOut: LEFT_OUT,
            ...(target !== undefined && counted.workerMb !== 512
              ? { totalAt512MbWorker: rounded(billOf({ ...counted, workerMb: 512 }, load).total) }
              : {}),
          },
        });
      }
      return rows;
    } finally {
      await desk.close();
    }
  },
};

async function count(
  desk: Desk,
  messagesPerTurn: number,
  memory: Pick<Counted, 'webhookMb' | 'workerMb' | 'otherMb'>,
): Promise<Counted> {
  const written: Observed[] = [];
  const idle: Observed[] = [];
  const answered: Observed[] = [];
  const burst = async (contactId: string, text: string, size: number) => {
    const timers: string[] = [];
    for (let index = 0; index < size; index += 1) {
      const one = await desk.write(contactId, text);
      written.push(one);
      timers.push(...one.timers);
    }
    const early = timers.slice(0, -1);
    for (const timer of early) idle.push(await desk.answer([timer]));
    return desk.answer(timers.slice(-1));
  };
  // What a container reads once a minute is not a message's cost.
  await burst(`warm-${messagesPerTurn}`, 'Добрий день!', 1);
  written.length = 0;
  const contactId = `talk-${messagesPerTurn}`;
  for (const text of SMALL_TALK) answered.push(await burst(contactId, text, messagesPerTurn));
  const items = await itemsOf(desk, JSON.parse(written[0]?.sent[0]?.body ?? '{}').conversationId);
  // A client who books: one turn searches, the next one books.
  const searched = await burst(
    `books-${messagesPerTurn}`,
    'Хочу записатися на манікюр післязавтра',
    1,
  );
  const booked = await burst(`books-${messagesPerTurn}`, 'Перший варіант, будь ласка', 1);
  if (booked.calls['DynamoDB.TransactWriteItems'] !== 2) {
    throw new Error('The turn that should have booked did not.');
  }
  const turn = { ...meanOf(answered), itemBytes: mean(items.turns) };
  const beyond = ({ units }: Observed) => ({
    read: Math.max(0, units.read - turn.read),
    write: Math.max(0, units.write - turn.write),
  });
  return {
    ...memory,
    perMessage: { ...meanOf(written), itemBytes: mean(items.messages) },
    perIdleTimer: idle.length === 0 ? { read: 0, write: 0 } : meanOf(idle),
    perTurn: turn,
    perBooking: beyond(booked),
    perSearch: beyond(searched),
  };
}

function meanOf(seen: readonly Observed[]) {
  return {
    sends: mean(seen.map(({ calls }) => calls['SQS.SendMessage'] ?? 0)),
    read: mean(seen.map(({ units }) => units.read)),
    write: mean(seen.map(({ units }) => units.write)),
    logBytes: mean(seen.map(({ log }) => Buffer.byteLength(log))),
  };
}

function mean(values: readonly number[]): number {
  return rounded(values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length));
}

/** Bytes of the stored messages and turns of a conversation, as DynamoDB counts them: names and values. */
async function itemsOf(desk: Desk, conversationId: string) {
  const client = new DynamoDBClient({
    endpoint: desk.world.urls.dynoxide,
    region: 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: TABLE_NAME,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: `P#${PROJECT_ID}#CONVERSATION#${conversationId}` } },
    }),
  );
  client.destroy();
  const bytesOf = (value: unknown): number => {
    if (typeof value === 'string') return Buffer.byteLength(value);
    if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + 1 + bytesOf(one), 3);
    if (typeof value !== 'object' || value === null) return 1;
    return Object.entries(value).reduce((sum, [, inner]) => sum + bytesOf(inner), 0);
  };
  const sizeOf = (item: Record<string, unknown>) =>
    Object.entries(item).reduce((sum, [name, value]) => sum + name.length + bytesOf(value), 0);
  const sized = Items.map((item) => ({ kind: item.entity?.S, bytes: sizeOf(item) }));
  const of = (kind: string) => sized.filter((one) => one.kind === kind).map(({ bytes }) => bytes);
  return { messages: of('Message'), turns: of('Turn') };
}

/** The memory that the template gives its functions; synthesized without bundling, which would take a minute. */
function memoryOf(): Pick<Counted, 'webhookMb' | 'workerMb' | 'otherMb'> {
  const outdir = join(WORKSHOP, 'template');
  rmSync(outdir, { recursive: true, force: true });
  execFileSync(process.execPath, [join(ROOT, 'infra', 'app.ts')], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify({ 'aws:cdk:bundling-stacks': [] }),
    },
  });
  const memory = new Map<string, number>();
  for (const file of readdirSync(outdir).filter((name) => name.endsWith('.template.json'))) {
    const { Resources } = JSON.parse(readFileSync(join(outdir, file), 'utf8')) as {
      Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
    };
    for (const { Type, Properties = {} } of Object.values(Resources)) {
      if (Type !== 'AWS::Lambda::Function') continue;
      memory.set(String(Properties.FunctionName), Number(Properties.MemorySize));
    }
  }
  const find = (id: string): number => {
    const found = [...memory].find(([name]) => name.endsWith(`-${id}`));
    if (found === undefined) throw new Error(`The template has no function ${id}.`);
    return found[1];
  };
  return {
    webhookMb: find('inbound-sendpulse'),
    workerMb: find('conversations-answer'),
    otherMb: find('changes-fan-out'),
  };
}
