import { describe, expect, test } from 'vitest';
import { type Json, resourcesOf, target, template } from './assembly.ts';

const app = template('app');
const queues = resourcesOf(app, 'AWS::SQS::Queue');
const mappings = resourcesOf(app, 'AWS::Lambda::EventSourceMapping');
const functionOf = (mapping: Json): Json => app.Resources[target(mapping.FunctionName)].Properties;

const DAY = 24 * 60 * 60;
const work = queues.filter(({ properties }) => properties.RedrivePolicy);
const parking = queues.filter(({ properties }) => !properties.RedrivePolicy);
const fromQueues = mappings.filter(({ properties }) =>
  queues.some(({ id }) => id === target(properties.EventSourceArn)),
);
const fromStreams = mappings.filter((mapping) => !fromQueues.includes(mapping));

describe('queues', () => {
  test.each(work)(
    '$id gives up after at least 5 tries, into a queue of its own kind',
    ({ properties }) => {
      const { deadLetterTargetArn, maxReceiveCount } = properties.RedrivePolicy;
      const dead = queues.find(({ id }) => id === target(deadLetterTargetArn));
      expect(maxReceiveCount).toBeGreaterThanOrEqual(5);
      expect(dead?.properties.FifoQueue).toBe(properties.FifoQueue);
      expect(dead?.properties.MessageRetentionPeriod).toBe(14 * DAY);
    },
  );

  test('no two queues share their dead letters', () => {
    const dead = work.map(({ properties }) => target(properties.RedrivePolicy.deadLetterTargetArn));
    expect(new Set(dead).size).toBe(work.length);
  });

  test.each(parking)(
    '$id keeps for 14 days, rings when anything arrives, and is taken into the table',
    ({ id, properties }) => {
      const alarms = resourcesOf(app, 'AWS::CloudWatch::Alarm').filter(({ properties: alarm }) =>
        JSON.stringify(alarm.Metrics ?? []).includes(`"${id}"`),
      );
      expect(properties.MessageRetentionPeriod).toBe(14 * DAY);
      expect(alarms.map(({ properties: { Threshold } }) => Threshold)).toEqual([1]);
      const metrics = alarms[0]?.properties.Metrics.flatMap(
        ({ MetricStat }: Json) => MetricStat?.Metric.MetricName ?? [],
      );
      expect(metrics.sort()).toEqual([
        'ApproximateNumberOfMessagesVisible',
        'NumberOfMessagesReceived',
      ]);
      const readers = fromQueues.filter(
        (mapping) => target(mapping.properties.EventSourceArn) === id,
      );
      expect(readers.map((mapping) => functionOf(mapping.properties).FunctionName)).toEqual([
        'frontdesk-dev-parked-keep',
      ]);
      expect(properties.VisibilityTimeout).toBeGreaterThanOrEqual(
        6 * functionOf(readers[0]?.properties).Timeout,
      );
    },
  );

  test.each(queues)('$id is encrypted and speaks TLS only', ({ id, properties }) => {
    const policy = resourcesOf(app, 'AWS::SQS::QueuePolicy').find((candidate) =>
      candidate.properties.Queues.some((queue: Json) => target(queue) === id),
    );
    expect(properties.SqsManagedSseEnabled).toBe(true);
    expect(policy?.properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });

  test.each(work)(
    '$id hides a message for 6 times as long as its function may run',
    ({ id, properties }) => {
      const readers = fromQueues.filter(
        (mapping) => target(mapping.properties.EventSourceArn) === id,
      );
      expect(readers).toHaveLength(1);
      for (const { properties: mapping } of readers) {
        const { Timeout } = functionOf(mapping);
        const window = mapping.MaximumBatchingWindowInSeconds ?? 0;
        expect(properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * Timeout + window);
      }
    },
  );
});

describe('deliveries', () => {
  test.each(mappings)('$id lets a batch fail in part', ({ properties }) => {
    expect(properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
  });

  test.each(fromQueues)('$id is capped by the mapping', ({ properties }) => {
    expect(properties.ScalingConfig.MaximumConcurrency).toBeGreaterThanOrEqual(2);
  });

  test('one function reads the stream', () => {
    expect(fromStreams.map(({ properties }) => functionOf(properties).FunctionName)).toEqual([
      'frontdesk-dev-changes-fan-out',
    ]);
  });

  test.each(fromStreams)('$id never blocks a shard for ever', ({ properties }) => {
    expect(properties.BisectBatchOnFunctionError).toBe(true);
    expect(properties.MaximumRetryAttempts).toBeGreaterThan(0);
    expect(properties.MaximumRecordAgeInSeconds).toBeGreaterThan(0);
    expect(properties.MaximumRecordAgeInSeconds).toBeLessThanOrEqual(DAY);
    expect(
      parking.some(({ id }) => id === target(properties.DestinationConfig.OnFailure.Destination)),
    ).toBe(true);
  });

  test.each(fromStreams)(
    '$id wakes for what has consequences only, and not when the TTL removes one',
    ({ properties }) => {
      const patterns = properties.FilterCriteria.Filters.map(({ Pattern }: Json) =>
        JSON.parse(Pattern),
      );
      expect(patterns).toEqual([
        {
          eventName: ['INSERT', 'MODIFY'],
          dynamodb: { NewImage: { entity: { S: ['Booking', 'Summary', 'Project', 'Alert'] } } },
        },
        {
          eventName: ['REMOVE'],
          userIdentity: { principalId: [{ exists: false }] },
          dynamodb: { OldImage: { entity: { S: ['Booking', 'Summary', 'Project', 'Alert'] } } },
        },
      ]);
    },
  );
});
