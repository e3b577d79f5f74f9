import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../infra/local/cloud.ts';

/** Our queues speak the protocol as an independent reading of it does: the same calls, the same answers. */

let cloud: LocalCloud;
let fauxqs: FauxqsServer;
let sides: { client: SQSClient; standard: string; fifo: string }[];

beforeAll(async () => {
  cloud = await startLocalCloud({
    port: 0,
    quiet: true,
    cdkOut: 'tests/fixtures/local-cloud',
    env: { PATH: process.env.PATH },
  });
  fauxqs = await startFauxqs({ port: 0, logger: false, host: '127.0.0.1' });
  const client = (endpoint: string | undefined) =>
    new SQSClient({
      region: 'eu-central-1',
      ...(endpoint ? { endpoint } : {}),
      useQueueUrlAsEndpoint: false,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
  const url = (id: string) => cloud.definition.queues.find((queue) => queue.id === id)?.url ?? '';
  const other = (name: string, attributes: Record<string, string>) =>
    fauxqs.createQueue(name, { attributes, region: 'eu-central-1' }).queueUrl;
  sides = [
    {
      client: client(cloud.environment('test').AWS_ENDPOINT_URL_SQS),
      standard: url('Parked'),
      fifo: url('Ordered'),
    },
    {
      client: client(`http://127.0.0.1:${fauxqs.port}`),
      standard: other('parked', {}),
      fifo: other('ordered.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' }),
    },
  ];
});

afterAll(async () => {
  for (const { client } of sides) client.destroy();
  await fauxqs.stop();
  await cloud.stop();
});

const attributes = {
  kind: { DataType: 'String', StringValue: 'grüß 🙂' },
  count: { DataType: 'Number', StringValue: '3' },
  bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255]) },
};

it.each(['standard', 'fifo'] as const)('a message goes through a %s queue alike', async (kind) => {
  const [ours, theirs] = await Promise.all(
    sides.map(async ({ client, [kind]: QueueUrl }) => {
      const sent = await client.send(
        new SendMessageCommand({
          QueueUrl,
          MessageBody: '{"a":"ї"}',
          MessageAttributes: attributes,
          ...(kind === 'fifo' ? { MessageGroupId: 'g' } : {}),
        }),
      );
      const receive = () =>
        client.send(
          new ReceiveMessageCommand({
            QueueUrl,
            MessageAttributeNames: ['All'],
            MessageSystemAttributeNames: ['ApproximateReceiveCount'],
          }),
        );
      const { Messages: [message] = [] } = await receive();
      const hidden = (await receive()).Messages ?? [];
      await client.send(
        new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }),
      );
      expect(message?.MessageId).toBe(sent.MessageId);
      return {
        bodyDigest: sent.MD5OfMessageBody,
        attributeDigest: sent.MD5OfMessageAttributes,
        body: message?.Body,
        receivedDigest: message?.MD5OfBody,
        attributes: message?.MessageAttributes,
        receives: message?.Attributes?.ApproximateReceiveCount,
        hidden: hidden.length,
      };
    }),
  );
  expect(ours).toEqual(theirs);
});

it('what both refuse they refuse by the same name', async () => {
  const [ours, theirs] = await Promise.all(
    sides.map(async ({ client, standard }) => {
      const nameOf = (work: Promise<unknown>) =>
        work.then(
          () => 'accepted',
          (fault: Error) => fault.name,
        );
      const QueueUrl = standard.replace(/[^/]+$/, 'nowhere');
      const Entries = Array.from({ length: 11 }, (_, at) => ({ Id: `${at}`, MessageBody: 'x' }));
      return Promise.all([
        nameOf(client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }))),
        nameOf(client.send(new SendMessageBatchCommand({ QueueUrl: standard, Entries }))),
      ]);
    }),
  );
  expect(ours).toEqual(theirs);
  expect(ours).not.toContain('accepted');
});

it('where fauxqs is laxer than SQS, ours is not', async () => {
  const answers = await Promise.all(
    sides.map(({ client, standard: QueueUrl }) =>
      client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', DelaySeconds: 901 })).then(
        () => 'accepted',
        (fault: Error) => fault.name,
      ),
    ),
  );
  expect(answers).toEqual(['InvalidParameterValue', 'accepted']);
});
