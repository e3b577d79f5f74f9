import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { House } from '../parts/house.ts';
import type { FrontDoor } from '../parts/http-api.ts';
import { ServiceFunction } from '../parts/service-function.ts';

/** Under the gateway's own 30 s, so that a slow answer is ours to word. */
const TIMEOUT = Duration.seconds(15);

/** What owners, operators and the panel ask over HTTP. */
export class Api extends Construct {
  constructor(scope: Construct, house: House, to: { api: FrontDoor; turns: IQueue }) {
    super(scope, 'api');
    const { api } = to;

    const accounts = new ServiceFunction(this, house, 'api-accounts', {
      description: 'Signs people in',
      timeout: TIMEOUT,
      environment: { USER_POOL_CLIENT_ID: house.data.userPoolClient.userPoolClientId },
    });
    api.forEveryone(
      accounts,
      'Who signs in has no token yet; the user pool checks the password, and the route has a throttle of its own.',
      'POST /api/accounts/login',
    );
    api.limit('POST /api/accounts/login', { rateLimit: 10, burstLimit: 20 });

    const projects = new ServiceFunction(this, house, 'api-projects', {
      description: 'Reads and writes the configuration of a project',
      timeout: TIMEOUT,
    }).mayUseTable(['GetItem', 'PutItem', 'UpdateItem'], ['bookingsOfProject']);
    api.forSignedIn(
      projects,
      'GET /projects/{project_id}/config',
      'POST /projects/{project_id}/config',
    );

    const bookings = new ServiceFunction(this, house, 'api-bookings', {
      description: 'Bookings of a project',
      timeout: TIMEOUT,
    }).mayUseTable(['GetItem', 'Query', 'PutItem', 'UpdateItem'], ['bookingsOfProject']);
    api.forSignedIn(
      bookings,
      'GET /projects/{project_id}/bookings',
      'POST /projects/{project_id}/bookings',
      'GET /projects/{project_id}/bookings/{booking_id}',
      'PATCH /projects/{project_id}/bookings/{booking_id}',
    );

    const health = new ServiceFunction(this, house, 'api-health', {
      description: 'Says whether the installation works',
      timeout: TIMEOUT,
      environment: { TURN_QUEUE_URL: to.turns.queueUrl },
    })
      .mayUseTable(['GetItem'])
      .mayReadSecret();
    health.addToRolePolicy(
      new PolicyStatement({
        actions: ['sqs:GetQueueAttributes'],
        resources: [to.turns.queueArn],
      }),
    );
    api.forEveryone(
      health,
      'Says only whether things work, from an answer kept for 30 s, to monitors that hold no token.',
      'GET /',
      'GET /health',
    );
  }
}
