import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import config from '../../cdk.json' with { type: 'json' };
import { DataStack } from '../../infra/parts/data-stack.ts';
import { stage } from '../../infra/parts/stage.ts';
import { resourcesOf, template } from './assembly.ts';

const dev = template('data');
const prod = Template.fromStack(
  new DataStack(new App({ context: config.context }), stage('prod')),
).toJSON();

describe.each([
  { name: 'dev', data: dev, kept: false },
  { name: 'prod', data: prod, kept: true },
])('data of $name', ({ data, kept }) => {
  const one = (type: string) => {
    const [found, ...more] = resourcesOf(data, type);
    if (!found || more.length > 0) throw new Error(`${type} is not there exactly once`);
    return found;
  };

  test('the table can be restored, forgets by TTL, tells its changes', () => {
    const { properties } = one('AWS::DynamoDB::Table');
    expect(properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(true);
    expect(properties.TimeToLiveSpecification).toEqual({ AttributeName: 'ttl', Enabled: true });
    expect(properties.StreamSpecification.StreamViewType).toBe('NEW_AND_OLD_IMAGES');
    expect(properties.BillingMode).toBe('PAY_PER_REQUEST');
  });

  test('the table has the keys and the indexes of keys.ts', () => {
    const { properties } = one('AWS::DynamoDB::Table');
    const schema = (partition: string, sort: string) => [
      { AttributeName: partition, KeyType: 'HASH' },
      { AttributeName: sort, KeyType: 'RANGE' },
    ];
    expect(properties.KeySchema).toEqual(schema('pk', 'sk'));
    expect(
      Object.fromEntries(
        properties.GlobalSecondaryIndexes.map(
          ({ IndexName, KeySchema }: { IndexName: string; KeySchema: object }) => [
            IndexName,
            KeySchema,
          ],
        ),
      ),
    ).toEqual({
      bookingsOfClient: schema('clientKey', 'startsAt'),
      bookingsOfProject: schema('projectKey', 'startsAt'),
      conversationsOfProject: schema('conversationsKey', 'lastTurnAt'),
      messagesOfProject: schema('messagesKey', 'receivedAt'),
    });
  });

  test('an index that every message and turn writes carries no words of a client', () => {
    const projections = Object.fromEntries(
      one('AWS::DynamoDB::Table').properties.GlobalSecondaryIndexes.map(
        ({ IndexName, Projection }: { IndexName: string; Projection: object }) => [
          IndexName,
          Projection,
        ],
      ),
    );
    expect(projections.messagesOfProject).toEqual({ ProjectionType: 'KEYS_ONLY' });
    expect(projections.conversationsOfProject).toMatchObject({ ProjectionType: 'INCLUDE' });
    // A lease is taken and given back in every turn: carried along, each would be a write of the index too.
    expect(projections.conversationsOfProject.NonKeyAttributes).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/lease|delivery|turnId/)]),
    );
  });

  test('table and secret are sealed by a key of ours that rotates', () => {
    const key = one('AWS::KMS::Key');
    const sealed = { 'Fn::GetAtt': [key.id, 'Arn'] };
    expect(key.properties.EnableKeyRotation).toBe(true);
    expect(one('AWS::DynamoDB::Table').properties.SSESpecification).toEqual({
      SSEEnabled: true,
      SSEType: 'KMS',
      KMSMasterKeyId: sealed,
    });
    expect(one('AWS::SecretsManager::Secret').properties.KmsKeyId).toEqual(sealed);
  });

  test('the platform key is made by AWS, not by us', () => {
    const { properties } = one('AWS::SecretsManager::Secret');
    expect(properties).not.toHaveProperty('SecretString');
    expect(properties.GenerateSecretString).toMatchObject({
      SecretStringTemplate: '{}',
      GenerateStringKey: 'PLATFORM_KEY',
    });
    expect(properties.GenerateSecretString.PasswordLength).toBeGreaterThanOrEqual(32);
  });

  test('people sign in by e-mail, with a password that is worth the name', () => {
    const { properties } = one('AWS::Cognito::UserPool');
    expect(properties.UsernameAttributes).toEqual(['email']);
    expect(properties.Policies.PasswordPolicy).toMatchObject({
      MinimumLength: 12,
      RequireLowercase: true,
      RequireUppercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
    });
    expect(one('AWS::Cognito::UserPoolClient').properties).toMatchObject({
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
      GenerateSecret: false,
    });
  });

  test(kept ? 'nothing is deleted by accident' : 'everything goes with the stack', () => {
    expect(one('AWS::DynamoDB::Table').properties.DeletionProtectionEnabled).toBe(kept);
    expect(one('AWS::Cognito::UserPool').properties.DeletionProtection).toBe(
      kept ? 'ACTIVE' : 'INACTIVE',
    );
    for (const type of [
      'AWS::DynamoDB::Table',
      'AWS::Cognito::UserPool',
      'AWS::KMS::Key',
      'AWS::SecretsManager::Secret',
    ]) {
      expect(one(type).deletionPolicy).toBe(kept ? 'Retain' : 'Delete');
    }
  });
});

test('a stage whose name would not fit is refused', () => {
  for (const name of ['', 'Prod', '1st', 'a-b', 'x'.repeat(17), 7]) {
    expect(() => stage(name)).toThrow(/stage/);
  }
});
