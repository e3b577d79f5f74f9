import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Api } from '../rooms/api.ts';
import { Changes } from '../rooms/changes.ts';
import { Conversations } from '../rooms/conversations.ts';
import { Inbound } from '../rooms/inbound.ts';
import { Notifications } from '../rooms/notifications.ts';
import { Parked } from '../rooms/parked.ts';
import { Schedules } from '../rooms/schedules.ts';
import { Alarms } from './alarms.ts';
import type { DataStack } from './data-stack.ts';
import { FrontDoor } from './http-api.ts';
import type { Stage } from './stage.ts';

/** Everything that a deployment may throw away and make again. One line per room, in the order of the flow. */
export class AppStack extends Stack {
  constructor(scope: Construct, stage: Stage, data: DataStack) {
    super(scope, `${stage.prefix}-app`, {
      description: `frontdesk (${stage.name}): HTTP API, functions, queues`,
    });
    const alarms = new Alarms(this, stage);
    const house = { stage, data, alarms, parking: new Map() };
    const api = new FrontDoor(this, house);

    const { turns, archive } = new Conversations(this, house);
    new Inbound(this, house, { api, turns });
    const { ofClients } = new Notifications(this, house);
    const { toArrange, due } = new Schedules(this, house, { archive });
    new Changes(this, house, { arrange: toArrange, clients: ofClients });
    // After every room that may give something up.
    new Parked(this, house);
    const replayed = {
      turns,
      arrange: toArrange,
      clients: ofClients,
      expiry: due,
      archive: archive.queue,
    };
    new Api(this, house, { api, ...replayed });

    new CfnOutput(this, 'ApiUrl', { value: api.apiEndpoint });
    // For the operator's command, which puts parked work back.
    new CfnOutput(this, 'TurnQueueUrl', { value: turns.queueUrl });
    new CfnOutput(this, 'ArrangeQueueUrl', { value: toArrange.queueUrl });
    new CfnOutput(this, 'ClientNotificationQueueUrl', { value: ofClients.queueUrl });
    new CfnOutput(this, 'ExpiryQueueUrl', { value: due.queueUrl });
    new CfnOutput(this, 'ArchiveQueueUrl', { value: archive.queue.queueUrl });
    new CfnOutput(this, 'AlarmTopicArn', { value: alarms.topic.topicArn });
  }
}
