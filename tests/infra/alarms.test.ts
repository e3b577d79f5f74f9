import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { functions, resourcesOf, target, template } from './assembly.ts';

const app = template('app');
const alarms = resourcesOf(app, 'AWS::CloudWatch::Alarm').map(({ properties }) => ({
  name: properties.AlarmName.replace('frontdesk-dev-', '') as string,
  entry: /docs\/runbook\.md#([\w-]+)$/.exec(properties.AlarmDescription)?.[1] ?? 'none',
  properties,
}));
const runbook = join(import.meta.dirname, '..', '..', 'docs', 'runbook.md');

describe('alarms', () => {
  test('there is one for each thing that can go wrong', () => {
    const work = [
      'archive',
      'arrange',
      'bot-update',
      'client-notification',
      'expiry',
      'mail',
      'reception-notification',
      'reminder',
      'specialist-notification',
      'sync',
      'turn',
      'upkeep',
    ];
    expect(alarms.map(({ name }) => name).sort()).toEqual(
      [
        'api-5xx',
        'model-outage',
        'parked-changes',
        'sign-in-refused',
        'skipped-changes',
        'stream-age',
        ...work.flatMap((queue) => [`age-${queue}`, `dlq-${queue}`]),
        ...functions().map(({ name }) => `errors-${name}`),
      ].sort(),
    );
  });

  test('the runbook has an entry for every alarm', () => {
    const text = existsSync(runbook) ? readFileSync(runbook, 'utf8') : '';
    const anchors = [...text.matchAll(/^#+ +(.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w\- ]/g, '')
        .trim()
        .replaceAll(' ', '-'),
    );
    expect(
      [...new Set(alarms.map(({ entry }) => entry))].filter((entry) => !anchors.includes(entry)),
    ).toEqual([]);
  });

  test.each(alarms)('$name rings the topic', ({ properties }) => {
    const [topic] = resourcesOf(app, 'AWS::SNS::Topic');
    expect(properties.AlarmActions.map(target)).toEqual([topic?.id]);
  });

  test('CloudWatch may ring the topic', () => {
    const [policy] = resourcesOf(app, 'AWS::SNS::TopicPolicy');
    expect(policy?.properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
      }),
    );
  });
});
