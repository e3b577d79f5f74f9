import { buildDoor } from './rig/builds.ts';
import { startContainer, startWorld, webhookEvent } from './rig/world.ts';
import type { Row, Section } from './row.ts';

/** The AWS calls of one webhook call, counted on the wire. */
export const webhookCalls: Section = {
  name: 'webhook calls',
  run: async () => {
    const world = await startWorld('instant');
    const container = startContainer(buildDoor('inbound/sendpulse').file, world.environment());
    const send = async (event: unknown) => {
      const { result } = await container.ask({ do: 'invoke', event });
      const { calls } = await world.outside.ask({ do: 'take' });
      return { status: (result as { statusCode: number }).statusCode, calls };
    };
    try {
      const genuine = (number: number) =>
        webhookEvent({ text: 'Добрий день!', number, contactId: 'counted' });
      const first = await send(genuine(1));
      const second = await send(genuine(2));
      const forged = await send({
        ...genuine(3),
        queryStringParameters: { token: 'A'.repeat(70) },
      });
      const secretless = await send({ ...genuine(4), queryStringParameters: {} });
      const malformed = await send({ ...genuine(5), body: '[{"title":' });
      const ACCEPTED = { 'SQS.SendMessage': 1, 'DynamoDB.PutItem': 1 };
      return [
        row('accepted message: AWS calls', '1 send + 1 put', second, 200, ACCEPTED),
        row('first message of a container: AWS calls', '+ 1 secret + 1 settings read', first, 200, {
          ...ACCEPTED,
          'SecretsManager.GetSecretValue': 1,
          'DynamoDB.GetItem': 1,
        }),
        row('forged secret: AWS calls', '0', forged, 401, {}),
        row('no secret: AWS calls', '0', secretless, 401, {}),
        row('malformed body: AWS calls', '0', malformed, 400, {}),
      ];
    } finally {
      await container.close();
      await world.close();
    }
  },
};

function row(
  name: string,
  target: string,
  seen: { status: number; calls: Readonly<Record<string, number>> },
  status: number,
  calls: Readonly<Record<string, number>>,
): Row {
  const sorted = (record: Readonly<Record<string, number>>) =>
    JSON.stringify(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
  const total = Object.values(seen.calls).reduce((sum, count) => sum + count, 0);
  return {
    name,
    measured: `${total}${total === 0 ? '' : ` (${spokenCalls(seen.calls)})`}`,
    target,
    ok: seen.status === status && sorted(seen.calls) === sorted(calls),
    details: { status: seen.status, calls: seen.calls },
  };
}

/** `2 Query, 1 PutItem` */
export function spokenCalls(calls: Readonly<Record<string, number>>): string {
  return Object.entries(calls)
    .map(([name, count]) => `${count} ${name.split('.').at(-1)}`)
    .join(', ');
}
