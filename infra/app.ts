import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import config from '../cdk.json' with { type: 'json' };
import { ApiStack } from './parts/api-stack.ts';
import { AppStack } from './parts/app-stack.ts';
import { placeCommands } from './parts/bundle.ts';
import { DataStack } from './parts/data-stack.ts';
import { stage as stageNamed } from './parts/stage.ts';

// The CDK's command hands over the context of cdk.json by itself; `node infra/app.ts` must mean the same template.
const app = new App({
  outdir: process.env.CDK_OUTDIR ?? config.output,
  context: config.context,
  analyticsReporting: false,
});
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

const stage = stageNamed(app.node.tryGetContext('stage'));
const data = new DataStack(app, stage);
new ApiStack(app, new AppStack(app, stage, data));
Tags.of(app).add('frontdesk:stage', stage.name);

placeCommands(app.synth().directory);
