import { describe, expect, test } from 'vitest';
import { doors, functions, resourcesOf, target, template } from './assembly.ts';

const app = template('app');
const deployed = functions();

describe('functions', () => {
  test('every door is deployed exactly once, and nothing else is', () => {
    expect(deployed.map(({ name }) => name).sort()).toEqual(doors());
  });

  test.each(deployed)('$name runs on arm64 and nodejs24.x', ({ properties }) => {
    expect(properties.Architectures).toEqual(['arm64']);
    expect(properties.Runtime).toBe('nodejs24.x');
  });

  test.each(deployed)('$name reserves no concurrency', ({ properties }) => {
    expect(properties).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  test.each(deployed)('$name logs JSON into a group that forgets', ({ properties }) => {
    const group = resourcesOf(app, 'AWS::Logs::LogGroup').find(
      ({ id }) => id === target(properties.LoggingConfig.LogGroup),
    );
    expect(properties.LoggingConfig.LogFormat).toBe('JSON');
    expect(group?.properties.RetentionInDays).toBeGreaterThan(0);
  });

  test.each(deployed)('$name answers within what called it allows', ({ name, properties }) => {
    // The gateway hangs up after 30 s; nothing else is meant to take longer than a turn.
    expect(properties.Timeout).toBeLessThanOrEqual(
      name.startsWith('api-') || name.startsWith('inbound-') ? 29 : 90,
    );
  });

  test.each(deployed)('$name has a role of its own', ({ properties }) => {
    const sharing = deployed.filter(
      (other) => target(other.properties.Role) === target(properties.Role),
    );
    expect(sharing).toHaveLength(1);
  });

  test('no environment carries a secret or the address of an outside service', () => {
    const names = deployed.flatMap(({ properties }) =>
      Object.keys(properties.Environment.Variables),
    );
    const allowed =
      /^(TABLE_NAME|PLATFORM_SECRET_ARN|STAGE|LOG_LEVEL|POWERTOOLS_\w+|API_URL|USER_POOL_(CLIENT_)?ID|\w+_QUEUE_(URL|ARN)|SCHEDULE_GROUP|SCHEDULER_(ROLE|DLQ)_ARN)$/;
    expect(names.filter((name) => !allowed.test(name))).toEqual([]);
  });

  test('no value of the templates looks like a secret', () => {
    const text = JSON.stringify([template('data'), app]);
    expect(text).not.toMatch(/sk-ant-|AKIA[0-9A-Z]{16}|-----BEGIN|\b\d{8,10}:[\w-]{35}\b/);
  });
});
