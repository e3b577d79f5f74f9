import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { routesOf } from '../../shared/contracts/routes.ts';
import type { House } from '../parts/house.ts';
import type { FrontDoor } from '../parts/http-api.ts';
import { queueVariable } from '../parts/queue-variable.ts';
import { ServiceFunction } from '../parts/service-function.ts';

/** Under the gateway's own 30 s, so that a slow answer is ours to word. */
const TIMEOUT = Duration.seconds(15);

/** The front door, and the queues that what is asked for there may need. */
export interface ApiSurroundings extends Queues {
  readonly api: FrontDoor;
}

/** The queues of the other rooms. */
export interface Queues {
  readonly turns: IQueue;
  readonly ofReception: IQueue;
  readonly toSync: IQueue;
  readonly toKeepUp: IQueue;
  readonly mails: IQueue;
}

/** What owners, operators and the panel ask over HTTP. Which function serves what stands in the route table. */
export class Api extends Construct {
  constructor(scope: Construct, house: House, to: ApiSurroundings) {
    super(scope, 'api');
    const { api } = to;

    this.#people(house, to);
    this.#signIns(house, to);

    const projects = new ServiceFunction(this, house, 'api-projects', {
      description: 'Reads and writes the configuration of a project',
      timeout: TIMEOUT,
    })
      .mayUseTable(['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'], ['bookingsOfProject'])
      .mayReadSecret();
    api.forSignedIn(projects, ...routesOf(projects.node.id));

    const bookings = new ServiceFunction(this, house, 'api-bookings', {
      description: 'Bookings of a project',
      timeout: TIMEOUT,
    }).mayUseTable(['GetItem', 'Query', 'PutItem', 'UpdateItem'], ['bookingsOfProject']);
    api.forSignedIn(bookings, ...routesOf(bookings.node.id));

    const conversations = new ServiceFunction(this, house, 'api-conversations', {
      description: 'Conversations of a project and what was said in them',
      timeout: TIMEOUT,
    }).mayUseTable(['GetItem', 'Query', 'UpdateItem'], ['conversationsOfProject']);
    api.forSignedIn(conversations, ...routesOf(conversations.node.id));

    const stats = new ServiceFunction(this, house, 'api-stats', {
      description: 'Totals of a project, and what waits',
      timeout: TIMEOUT,
    }).mayUseTable(
      ['GetItem', 'Query', 'UpdateItem'],
      ['bookingsOfProject', 'conversationsOfProject', 'messagesOfProject'],
    );
    api.forSignedIn(stats, ...routesOf(stats.node.id));

    const parked = new ServiceFunction(this, house, 'api-parked', {
      description: 'Shows given-up work of a project and puts it back',
      timeout: TIMEOUT,
    }).mayUseTable(['GetItem', 'Query', 'UpdateItem']);
    for (const [id, queue] of house.work) parked.maySendTo(queue, queueVariable(id));
    api.forSignedIn(parked, ...routesOf(parked.node.id));

    const telegram = new ServiceFunction(this, house, 'api-telegram', {
      description: 'Asks reception about a booking once more',
      timeout: TIMEOUT,
    })
      .mayUseTable(['GetItem', 'Query', 'UpdateItem'])
      .maySendTo(to.ofReception, 'RECEPTION_NOTIFICATION_QUEUE_URL');
    api.forSignedIn(telegram, ...routesOf(telegram.node.id));

    const sync = new ServiceFunction(this, house, 'api-sync', {
      description:
        'Has bookings written to destinations, compares the two, and tells what was tried',
      // Places are compared while the caller waits; the gateway hangs up after 30 s.
      timeout: Duration.seconds(29),
    })
      .mayUseTable(['GetItem', 'Query', 'PutItem', 'UpdateItem'], ['bookingsOfProject'])
      .mayReadSecret()
      .maySendTo(to.toSync, 'SYNC_QUEUE_URL');
    api.forSignedIn(sync, ...routesOf(sync.node.id));

    const specialists = new ServiceFunction(this, house, 'api-specialists', {
      description: 'Links the Telegram chats of specialists',
      timeout: TIMEOUT,
    })
      .mayUseTable(['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'])
      .mayReadSecret();
    api.forSignedIn(specialists, ...routesOf(specialists.node.id));

    const integrations = new ServiceFunction(this, house, 'api-integrations', {
      description: 'Shows what a project is connected to, and switches it on and off',
      timeout: TIMEOUT,
    }).mayUseTable(['GetItem', 'Query', 'PutItem', 'UpdateItem']);
    api.forSignedIn(integrations, ...routesOf(integrations.node.id));

    const connect = new ServiceFunction(this, house, 'api-connect', {
      description: 'Connects a project to other services',
      timeout: TIMEOUT,
    })
      .mayUseTable(['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'])
      .mayReadSecret();
    api.forSignedIn(connect, ...routesOf(connect.node.id));

    const workingHours = new ServiceFunction(this, house, 'api-working-hours', {
      description: 'Sets when the AI works in a messenger',
      timeout: TIMEOUT,
    }).mayUseTable(['GetItem', 'Query', 'UpdateItem']);
    api.forSignedIn(workingHours, ...routesOf(workingHours.node.id));

    this.#tell(house, to);
  }

  /** Where owners connect services by signing in there: away with a token, back without one. */
  #signIns(house: House, { api }: ApiSurroundings): void {
    const oauth = new ServiceFunction(this, house, 'api-oauth', {
      description: 'Connects integrations by signing in at their providers',
      timeout: TIMEOUT,
      environment: { API_URL: api.apiEndpoint },
    })
      .mayUseTable(['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'])
      .mayReadSecret();
    api.forSignedIn(oauth, ...routesOf(oauth.node.id, 'owner'));
    api.forEveryone(
      oauth,
      'A browser that goes to a provider and comes back shows no token; a secret of ten minutes, good once and in that browser only, says who it is.',
      ...routesOf(oauth.node.id, 'everyone'),
    );
  }

  /** Accounts, and who may act for a project. */
  #people(house: House, { api, mails }: ApiSurroundings): void {
    const { userPool, userPoolClient } = house.data;
    const environment = {
      USER_POOL_ID: userPool.userPoolId,
      USER_POOL_CLIENT_ID: userPoolClient.userPoolClientId,
    };
    const accounts = new ServiceFunction(this, house, 'api-accounts', {
      description: 'Registers people and signs them in',
      timeout: TIMEOUT,
      environment,
    })
      .mayUseTable([
        ...(['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'] as const),
        'ConditionCheckItem',
      ])
      .mayAskPool([
        ...(['AdminConfirmSignUp', 'AdminDeleteUser', 'AdminGetUser'] as const),
        ...(['AdminSetUserPassword', 'AdminUpdateUserAttributes'] as const),
        'AdminUserGlobalSignOut',
      ])
      .mayReadSecret()
      .maySendTo(mails, queueVariable('mail'));
    api.forEveryone(
      accounts,
      'Who registers or signs in has no token yet; password, mailed code or link decide, and the routes have throttles of their own.',
      ...routesOf(accounts.node.id),
    );
    for (const key of routesOf(accounts.node.id)) {
      api.limit(key, { rateLimit: 10, burstLimit: 20 });
    }

    const profile = new ServiceFunction(this, house, 'api-profile', {
      description: 'Profile, projects, password, e-mail and deletion of the account of the caller',
      timeout: TIMEOUT,
      environment,
    })
      .mayUseTable([
        ...(['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'] as const),
        'ConditionCheckItem',
      ])
      .mayAskPool([
        ...(['AdminDeleteUser', 'AdminGetUser', 'AdminSetUserPassword'] as const),
        ...(['AdminUpdateUserAttributes', 'AdminUserGlobalSignOut'] as const),
      ])
      .mayReadSecret()
      .maySendTo(mails, queueVariable('mail'));
    api.forSignedIn(profile, ...routesOf(profile.node.id));

    const members = new ServiceFunction(this, house, 'api-members', {
      description: 'Members of a project and invitations to it',
      timeout: TIMEOUT,
    })
      .mayUseTable([
        ...(['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'] as const),
        'ConditionCheckItem',
      ])
      .mayReadSecret()
      .maySendTo(mails, queueVariable('mail'));
    api.forSignedIn(members, ...routesOf(members.node.id));
  }

  /** What everybody may read. */
  #tell(house: House, to: ApiSurroundings): void {
    const { api } = to;
    const catalogue = new ServiceFunction(this, house, 'api-catalogue', {
      description: 'Shows what can be connected',
      timeout: TIMEOUT,
    });
    api.forEveryone(
      catalogue,
      'What can be connected is shown to people before they register, and is the same for all.',
      ...routesOf(catalogue.node.id),
    );

    const document = new ServiceFunction(this, house, 'api-openapi', {
      description: 'Serves the OpenAPI document',
      timeout: TIMEOUT,
    });
    api.forEveryone(
      document,
      'The document is in the public repository; it says how to ask, never what is there.',
      ...routesOf(document.node.id),
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
      ...routesOf(health.node.id),
    );
  }
}
