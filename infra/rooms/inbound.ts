import { Duration } from 'aws-cdk-lib';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { routesOf } from '../../shared/contracts/routes.ts';
import type { House } from '../parts/house.ts';
import type { FrontDoor } from '../parts/http-api.ts';
import { ServiceFunction } from '../parts/service-function.ts';

/** Webhooks of the outside services: verify, set the timer, store, answer within two seconds. */
export class Inbound extends Construct {
  constructor(scope: Construct, house: House, to: { api: FrontDoor; turns: IQueue }) {
    super(scope, 'inbound');

    const sendpulse = new ServiceFunction(this, house, 'inbound-sendpulse', {
      description: 'Stores messages that clients write through SendPulse',
      timeout: Duration.seconds(10),
    })
      .mayUseTable(['GetItem', 'PutItem'])
      .mayReadSecret()
      .maySendTo(to.turns, 'TURN_QUEUE_URL');

    to.api.forEveryone(
      sendpulse,
      'SendPulse has no token of ours: the function checks the HMAC of the self-describing webhook secret before anything else.',
      ...routesOf(sendpulse.node.id),
    );
  }
}
