import { Duration } from 'aws-cdk-lib';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { routesOf } from '../../shared/contracts/routes.ts';
import type { House } from '../parts/house.ts';
import type { FrontDoor } from '../parts/http-api.ts';
import { ServiceFunction } from '../parts/service-function.ts';
import { WorkQueue } from '../parts/work-queue.ts';

/** Under the gateway's own 30 s; Telegram waits longer. */
const TIMEOUT = Duration.seconds(15);

/** Webhooks of the outside services: verify, set the timer, store, answer within two seconds. */
export class Inbound extends Construct {
  constructor(
    scope: Construct,
    house: House,
    to: { api: FrontDoor; turns: IQueue; toSync: IQueue; toKeepUp: IQueue },
  ) {
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

    const appsheet = new ServiceFunction(this, house, 'inbound-appsheet', {
      description: 'Takes the status of a booking that somebody edited in the AppSheet app',
      timeout: TIMEOUT,
    })
      .mayUseTable(['GetItem', 'Query', 'PutItem', 'UpdateItem'], ['bookingsOfProject'])
      .mayReadSecret()
      .maySendTo(to.toSync, 'SYNC_QUEUE_URL');
    to.api.forEveryone(
      appsheet,
      'AppSheet has no token of ours: the function checks the HMAC of the self-describing webhook secret before anything else.',
      ...routesOf(appsheet.node.id),
    );

    const calendar = new ServiceFunction(this, house, 'inbound-google-calendar', {
      description: 'Hears from Google that something changed in a calendar',
      timeout: TIMEOUT,
    })
      .mayUseTable(['GetItem'])
      .mayReadSecret()
      .maySendTo(to.toKeepUp, 'UPKEEP_QUEUE_URL');
    to.api.forEveryone(
      calendar,
      'Google has no token of ours: the function checks the HMAC of the self-describing secret of the channel before anything else.',
      ...routesOf(calendar.node.id),
    );

    this.#takeBots(house, to.api);
  }

  /** Telegram waits for the answer to one update before it sends the chat's next, so nothing may hold one up. */
  #takeBots(house: House, api: FrontDoor): void {
    const again = new ServiceFunction(this, house, 'inbound-bot-update', {
      description: 'Takes up again what a bot could not do with an update at once',
      timeout: TIMEOUT,
    });
    const { queue } = new WorkQueue(this, house, 'bot-update', {
      consumer: again,
      maximumConcurrency: 5,
      oldestAge: Duration.minutes(10),
    });
    const reception = new ServiceFunction(this, house, 'inbound-reception-bot', {
      description: 'Takes what reception taps and writes in its bot',
      timeout: TIMEOUT,
    });
    const specialist = new ServiceFunction(this, house, 'inbound-specialist-bot', {
      description: 'Takes what specialists tap and write in their bot',
      timeout: TIMEOUT,
    });
    for (const bot of [again, reception, specialist]) {
      bot
        .mayUseTable(
          ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
          ['bookingsOfProject'],
        )
        .mayReadSecret()
        .maySendTo(queue, 'BOT_UPDATE_QUEUE_URL');
    }
    for (const bot of [reception, specialist]) {
      api.forEveryone(
        bot,
        'Telegram has no token of ours: the function checks the HMAC of the self-describing secret header before anything else.',
        ...routesOf(bot.node.id),
      );
    }
  }
}
