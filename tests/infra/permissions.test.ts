import { describe, expect, test } from 'vitest';
import { functions, type Json, resourcesOf, target, template } from './assembly.ts';

const app = template('app');
const deployed = functions();

interface Statement {
  readonly role: string;
  readonly actions: string[];
  readonly resources: Json[];
  readonly conditions?: Json;
}

const list = (value: Json): Json[] => (Array.isArray(value) ? value : [value]);
const statements: Statement[] = resourcesOf(app, 'AWS::IAM::Policy').flatMap(({ properties }) =>
  properties.Roles.flatMap((role: Json) =>
    properties.PolicyDocument.Statement.map((statement: Json) => ({
      role: target(role),
      actions: list(statement.Action),
      resources: list(statement.Resource),
      conditions: statement.Condition,
    })),
  ),
);

function of(name: string): Statement[] {
  const found = deployed.find((candidate) => candidate.name === name);
  return statements.filter(({ role }) => role === target(found?.properties.Role));
}

const actionsOf = (name: string, service: string) =>
  [...new Set(of(name).flatMap(({ actions }) => actions))]
    .filter((action) => action.startsWith(`${service}:`))
    .map((action) => action.slice(service.length + 1))
    .sort();

/** The operations of AWS that our code asks for itself; what Lambda asks in a role's name is not among them. */
const OPERATIONS: Record<string, string[]> = {
  sqs: ['SendMessage', 'SendMessageBatch'],
  secretsmanager: ['GetSecretValue', 'PutSecretValue'],
  scheduler: ['CreateSchedule', 'DeleteSchedule', 'GetSchedule', 'UpdateSchedule'],
};

/** The operations whose commands are in a bundle: the SDK's are classes that carry the name of their operation. */
function callsOf(bundle: string): string[] {
  return [...bundle.matchAll(/,"([A-Z][A-Za-z]+)",[\w$]+\)\{\}/g)]
    .map(([, operation = '']) => operation)
    .sort();
}

describe('permissions', () => {
  test('nobody may do everything, and the only wildcard is the schedules of the group', () => {
    const wild = statements.filter(
      ({ actions, resources }) =>
        actions.some((action) => action.includes('*')) ||
        resources.some((resource) => JSON.stringify(resource).includes('*')),
    );
    for (const { actions, resources } of wild) {
      expect(actions).toEqual(['scheduler:CreateSchedule']);
      expect(JSON.stringify(resources)).toContain('schedule/frontdesk-dev/*');
    }
  });

  test('no role has a managed policy', () => {
    for (const { properties } of resourcesOf(app, 'AWS::IAM::Role')) {
      expect(properties).not.toHaveProperty('ManagedPolicyArns');
    }
  });

  test('the webhook stores and reads one item at a time, sends timers and reads the secret', () => {
    expect(actionsOf('inbound-sendpulse', 'dynamodb')).toEqual(['GetItem', 'PutItem']);
    expect(actionsOf('inbound-sendpulse', 'sqs')).toEqual(['SendMessage']);
    expect(actionsOf('inbound-sendpulse', 'secretsmanager')).toEqual(['GetSecretValue']);
  });

  test('the fan-out sees the stream, never the table or the secret', () => {
    expect(actionsOf('changes-fan-out', 'dynamodb')).toEqual([
      'DescribeStream',
      'GetRecords',
      'GetShardIterator',
      'ListStreams',
    ]);
    expect(actionsOf('changes-fan-out', 'secretsmanager')).toEqual([]);
  });

  test('only the way in, the changes and the end of an account touch people in the pool, each as little as it can', () => {
    const may = Object.fromEntries(
      deployed
        .map(({ name }) => [name, actionsOf(name, 'cognito-idp')] as const)
        .filter(([, actions]) => actions.length > 0),
    );
    expect(may).toEqual({
      'api-accounts': [
        'AdminConfirmSignUp',
        'AdminDeleteUser',
        'AdminGetUser',
        'AdminSetUserPassword',
        'AdminUpdateUserAttributes',
        'AdminUserGlobalSignOut',
      ],
      'api-profile': [
        'AdminDeleteUser',
        'AdminGetUser',
        'AdminSetUserPassword',
        'AdminUpdateUserAttributes',
        'AdminUserGlobalSignOut',
      ],
      'notifications-mail': ['AdminGetUser'],
    });
    for (const name of Object.keys(may)) {
      for (const { resources } of of(name).filter(({ actions }) =>
        actions.some((action) => action.startsWith('cognito-idp:')),
      )) {
        expect(JSON.stringify(resources)).toMatch(/users.*Arn/);
      }
    }
  });

  test('what keeps given-up work writes items and reads none', () => {
    expect(actionsOf('parked-keep', 'dynamodb')).toEqual(['PutItem']);
  });

  test.each(deployed)(
    '$name may call what its code calls, and nothing else',
    ({ name, bundle }) => {
      const called = callsOf(bundle);
      for (const [service, operations] of Object.entries(OPERATIONS)) {
        const granted = actionsOf(name, service).filter((action) => operations.includes(action));
        expect(granted, service).toEqual(called.filter((call) => operations.includes(call)));
      }
    },
  );

  test.each(deployed)(
    '$name holds no action on the table that it never takes',
    ({ name, bundle }) => {
      const called = callsOf(bundle);
      if (called.includes('TransactWriteItems')) called.push('PutItem', 'UpdateItem');
      // Entries of transactions are classes of the toolbox, which name what they do.
      if (bundle.includes('"conditionCheck"')) called.push('ConditionCheckItem');
      if (bundle.includes('"transactDelete"')) called.push('DeleteItem');
      const granted = actionsOf(name, 'dynamodb').filter(
        (action) => !/Stream|Records|ShardIterator/.test(action),
      );
      expect(granted.filter((action) => !called.includes(action))).toEqual([]);
    },
  );

  test('nobody scans or changes the table; only bots, what links them, marks of syncing, and what ends with an account are deleted', () => {
    const actions = statements.flatMap((statement) => statement.actions);
    expect(
      actions.filter((action) =>
        /dynamodb:(Scan|Delete(?!Item)|Create|Update(?!Item))/.test(action),
      ),
    ).toEqual([]);
    const deleting = deployed.filter(({ name }) =>
      actionsOf(name, 'dynamodb').includes('DeleteItem'),
    );
    expect(deleting.map(({ name }) => name).sort()).toEqual([
      'api-accounts',
      'api-connect',
      'api-members',
      'api-oauth',
      'api-profile',
      'api-projects',
      'api-specialists',
      'inbound-bot-update',
      'inbound-reception-bot',
      'inbound-specialist-bot',
      'sync-destinations',
      'sync-upkeep',
    ]);
  });

  test('the key of the data opens only through the service that it seals for', () => {
    for (const { conditions } of statements.filter(({ actions }) =>
      actions.some((action) => action.startsWith('kms:')),
    )) {
      const via = JSON.stringify(conditions?.StringEquals['kms:ViaService']);
      expect(via).toMatch(/dynamodb|secretsmanager/);
    }
  });

  test('the Scheduler may wear its role for our group only, and only to send what is due', () => {
    const role = resourcesOf(app, 'AWS::IAM::Role').find(({ properties }) =>
      JSON.stringify(properties.AssumeRolePolicyDocument).includes('scheduler.amazonaws.com'),
    );
    const [group] = resourcesOf(app, 'AWS::Scheduler::ScheduleGroup');
    const [trust] = role?.properties.AssumeRolePolicyDocument.Statement ?? [];
    expect(trust.Condition.StringEquals['aws:SourceArn']).toEqual({
      'Fn::GetAtt': [group?.id, 'Arn'],
    });
    const may = statements.filter((statement) => statement.role === role?.id);
    expect(may.map(({ actions }) => actions)).toEqual([['sqs:SendMessage']]);
    expect(may.flatMap(({ resources }) => resources.map(target)).sort()).toEqual([
      expect.stringMatching(/archive/),
      expect.stringMatching(/workarchivedlqarchive/),
      expect.stringMatching(/workturn/),
      expect.stringMatching(/workturndlqturn/),
      expect.stringMatching(/workexpiryA|workexpiryexpiry|workexpiry/),
      expect.stringMatching(/workexpirydlqexpiry/),
      expect.stringMatching(/workreminder/),
      expect.stringMatching(/workreminderdlqreminder/),
    ]);
  });

  test('only what arranges timers, and the reminder that came early, make schedules and hand that role on', () => {
    const passing = statements.filter(({ actions }) => actions.includes('iam:PassRole'));
    expect(new Set(passing.map(({ role }) => role))).toEqual(
      new Set([of('schedules-arrange')[0]?.role, of('schedules-reception-reminder')[0]?.role]),
    );
    for (const { conditions } of passing) {
      expect(conditions).toEqual({
        StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
      });
    }
  });
});
