import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../steps/synth.ts';
import { assemblyDirectory, type Json, resourcesOf, template } from './assembly.ts';

const readAssembly = (file: string): Json =>
  JSON.parse(readFileSync(join(assemblyDirectory, file), 'utf8'));

/** Every exception from the rules of cdk-nag. A new one is a decision: it is written here too. */
const ACKNOWLEDGED = [
  'AwsSolutions-APIG4',
  'AwsSolutions-COG2',
  'AwsSolutions-COG8',
  'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule/frontdesk-dev/*]',
  'AwsSolutions-SMG4',
  'AwsSolutions-SQS3',
];

describe('audit', () => {
  test('cdk-nag and the validator of the CDK find nothing', () => {
    expect(readAssembly('validation-report.json').pluginReports).toEqual([]);
  });

  test('cdk-nag would have found something', () => {
    const app = new App({ outdir: temporaryDirectory() });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    new Queue(new Stack(app, 'bad'), 'open');
    expect(() => app.synth()).toThrow(/AwsSolutions-SQS4/);
  });

  test('each exception is one of the list and says why', () => {
    const found = ['frontdesk-dev-data', 'frontdesk-dev-app', 'frontdesk-dev-api'].flatMap(
      (stack) =>
        Object.values<Json[]>(readAssembly(`${stack}.metadata.json`))
          .flat()
          .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
          .flatMap(({ data }) => Object.entries<string>(data)),
    );
    const ids = found.map(([id]) => id.replace('Annotation::', ''));
    expect([...new Set(ids)].sort()).toEqual(ACKNOWLEDGED);
    for (const [, reason] of found) expect(reason.length).toBeGreaterThan(40);
  });

  test('nothing runs during a deployment but CloudFormation', () => {
    const types = [...resourcesOf(template('data')), ...resourcesOf(template('app'))].map(
      ({ type }) => type,
    );
    expect(types.filter((type) => /^Custom::|CustomResource/.test(type))).toEqual([]);
  });

  test('no stack is near the 500 resources that CloudFormation takes', () => {
    for (const part of ['data', 'app', 'api']) {
      const { Resources } = readAssembly(`frontdesk-dev-${part}.template.json`);
      expect(Object.keys(Resources).length, part).toBeLessThan(450);
    }
  });
});
