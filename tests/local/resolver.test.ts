// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub has its own placeholders
import { describe, expect, it } from 'vitest';
import { identifier } from '../../infra/local/assembly/identify.ts';
import { readAssembly } from '../../infra/local/assembly/read-assembly.ts';
import { Resolver } from '../../infra/local/assembly/resolver.ts';
import { refuseUnknownTypes } from '../../infra/local/assembly/resource-types.ts';
import type { Stack, Template, TemplateValue } from '../../infra/local/assembly/template.ts';

const ACCOUNT = { accountId: '000000000000', region: 'eu-central-1' };

function stack(template: Template, name = 'demo-app'): Stack {
  return { name, template, paths: new Map() };
}

function resolve(value: TemplateValue, template: Template = {}, others: Stack[] = []): unknown {
  const own = stack(template);
  const identify = identifier({
    ...ACCOUNT,
    awsRoot: () => 'http://127.0.0.1:1',
    api: 'http://127.0.0.1:2',
  });
  return new Resolver([own, ...others], ACCOUNT, identify).resolve(own, value);
}

const queue: Template = { Resources: { Jobs: { Type: 'AWS::SQS::Queue', Properties: {} } } };

describe('the intrinsic functions', () => {
  it('leave plain values alone', () => {
    const plain = { text: 'a', number: 1, list: [true, null], Condition: { Bool: {} } };
    expect(resolve(plain)).toEqual(plain);
  });

  it('give pseudo parameters and parameters with a default', () => {
    expect(resolve({ 'Fn::Sub': '${AWS::Region}/${AWS::AccountId}/${AWS::StackName}' })).toBe(
      'eu-central-1/000000000000/demo-app',
    );
    expect(resolve({ Ref: 'Size' }, { Parameters: { Size: { Default: 3 } } })).toBe(3);
    expect(resolve({ a: { Ref: 'AWS::NoValue' }, b: 1 })).toEqual({ b: 1 });
  });

  it('give the URL of a queue by Ref and its ARN by GetAtt', () => {
    expect(resolve({ Ref: 'Jobs' }, queue)).toBe('http://127.0.0.1:1/000000000000/demo-app-Jobs');
    const arn = 'arn:aws:sqs:eu-central-1:000000000000:demo-app-Jobs';
    expect(resolve({ 'Fn::GetAtt': ['Jobs', 'Arn'] }, queue)).toBe(arn);
    expect(resolve({ 'Fn::GetAtt': 'Jobs.Arn' }, queue)).toBe(arn);
    expect(resolve({ 'Fn::Sub': 'to ${Jobs.Arn}, not ${!Jobs}' }, queue)).toBe(
      `to ${arn}, not \${Jobs}`,
    );
  });

  it('join, split, select, look up and decide', () => {
    const template: Template = {
      Mappings: { Sizes: { small: { mb: 128 } } },
      Conditions: {
        Never: { 'Fn::Equals': ['a', 'b'] },
        Always: { 'Fn::Not': [{ Condition: 'Never' }] },
      },
    };
    expect(resolve({ 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] })).toBe('a-eu-central-1');
    expect(resolve({ 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] })).toBe('b');
    expect(resolve({ 'Fn::FindInMap': ['Sizes', 'small', 'mb'] }, template)).toBe(128);
    expect(resolve({ 'Fn::If': ['Always', 'yes', 'no'] }, template)).toBe('yes');
    expect(resolve({ 'Fn::If': ['Never', 'yes', { Ref: 'AWS::NoValue' }] }, template)).toBe(
      undefined,
    );
    expect(resolve({ 'Fn::Sub': ['${a}!', { a: 'x' }] })).toBe('x!');
  });

  it('import what another stack exports', () => {
    const other = stack(
      {
        ...queue,
        Outputs: {
          Out: {
            Value: { 'Fn::GetAtt': ['Jobs', 'QueueName'] },
            Export: { Name: { 'Fn::Sub': '${AWS::StackName}:Jobs' } },
          },
        },
      },
      'demo-data',
    );
    expect(resolve({ 'Fn::ImportValue': 'demo-data:Jobs' }, {}, [other])).toBe('demo-data-Jobs');
  });

  it.each([
    [{ 'Fn::Transform': {} }, 'uses Fn::Transform'],
    [{ Ref: 'Nobody' }, 'refers to Nobody'],
    [{ 'Fn::GetAtt': ['Jobs', 'Colour'] }, 'asks Jobs (AWS::SQS::Queue) for Colour'],
    [{ 'Fn::ImportValue': 'nothing' }, 'imports nothing'],
    [{ 'Fn::Join': 'text' }, 'malformed Fn::Join'],
    ['{{resolve:ssm:x}}', 'dynamic reference'],
  ])('say what they cannot resolve: %j', (value, sentence) => {
    expect(() => resolve(value as TemplateValue, queue)).toThrow(sentence);
  });

  it('notice a circle', () => {
    const circle: Template = {
      Resources: {
        A: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'B' } } },
        B: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'A' } } },
      },
    };
    expect(() => resolve({ Ref: 'A' }, circle)).toThrow('refers to itself');
  });
});

describe('an assembly', () => {
  it('lists stacks with what they need first, and where assets lie', () => {
    const assembly = readAssembly('tests/fixtures/local-cloud');
    expect(assembly.stacks.map(({ name }) => name)).toEqual(['demo-data', 'demo-app']);
    expect(assembly.assets.get('http.zip')).toMatch(/asset\.http$/);
    expect(assembly.stacks[1]?.paths.get('Jobs1A2B')).toBe('demo-app/work-jobs/jobs/Resource');
  });

  it('that is not there is one sentence', () => {
    expect(() => readAssembly('nowhere')).toThrow('npm run synth');
  });

  it('with an unknown resource type stops and names it', () => {
    const unknown = { Resources: { Ship: { Type: 'AWS::Space::Ship' } } };
    expect(() => refuseUnknownTypes(stack(unknown))).toThrow(
      /AWS::Space::Ship \(Ship in demo-app\)/,
    );
  });
});
