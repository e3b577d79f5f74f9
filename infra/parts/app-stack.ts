import { CfnOutput, Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Queues } from '../rooms/api.ts';
import { Changes } from '../rooms/changes.ts';
import { Conversations } from '../rooms/conversations.ts';
import { Inbound } from '../rooms/inbound.ts';
import { Notifications } from '../rooms/notifications.ts';
import { Parked } from '../rooms/parked.ts';
import { Schedules } from '../rooms/schedules.ts';
import { Sync } from '../rooms/sync.ts';
import { Alarms } from './alarms.ts';
import type { DataStack } from './data-stack.ts';
import type { House } from './house.ts';
import { FrontDoor } from './http-api.ts';
import { queueOutput } from './queue-variable.ts';
import type { Stage } from './stage.ts';

/** Everything that a deployment may throw away and make again. One line per room, in the order of the flow. */
export class AppStack extends Stack {
  /** What the stack of the API builds on. */
  readonly house: House;
  readonly http: HttpApi;
  readonly queues: Queues;

  constructor(scope: Construct, stage: Stage, data: DataStack) {
    super(scope, `${stage.prefix}-app`, {
      description: `frontdesk (${stage.name}): HTTP API, webhooks, functions, queues`,
    });
    const alarms = new Alarms(this, stage);
    const house: House = { stage, data, alarms, work: new Map(), parking: new Map() };
    const http = new HttpApi(this, 'http-api', {
      apiName: stage.prefix,
      createDefaultStage: false,
    });
    const api = new FrontDoor(this, house, http);

    const { toSync, toKeepUp } = new Sync(this, house, { api });
    const { turns, turn, archive } = new Conversations(this, house, { toKeepUp });
    new Inbound(this, house, { api, turns, toSync, toKeepUp });
    const told = new Notifications(this, house);
    const { toArrange } = new Schedules(this, house, { archive, turn });
    new Changes(this, house, { ...told, toArrange, toSync, toKeepUp });
    // After every room that may give something up.
    new Parked(this, house);
    this.house = house;
    this.http = http;
    this.queues = { turns, toSync, toKeepUp, ...told };

    new CfnOutput(this, 'ApiUrl', { value: http.apiEndpoint });
    // For the operator's command, which puts parked work back.
    for (const [id, { queueUrl }] of house.work) {
      new CfnOutput(this, queueOutput(id), { value: queueUrl });
    }
    new CfnOutput(this, 'AlarmTopicArn', { value: alarms.topic.topicArn });
  }
}
