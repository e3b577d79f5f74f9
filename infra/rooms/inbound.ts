import { Duration } from 'aws-cdk-lib';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { routesOf } from '../../shared/contracts/routes.ts';
import type { House } from '../parts/house.ts';
import type { FrontDoor } from '../parts/http-api.ts';
import { ServiceFunction, type ServiceFunctionProps } from '../parts/service-function.ts';
import { WorkQueue } from '../parts/work-queue.ts';

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

    this.#takeBots(house, to.api);
  }

  /** Telegram waits for the answer to one update before it sends the chat's next, so nothing may hold one up. */
  #takeBots(house: House, api: FrontDoor): void {
    const again = this.#bot(house, 'inbound-bot-update', {
      description: 'Takes up again what a bot could not do with an update at once',
      timeout: Duration.seconds(30),
    });
    const { queue } = new WorkQueue(this, house, 'bot-update', {
      consumer: again,
      maximumConcurrency: 5,
      oldestAge: Duration.minutes(10),
    });
    const bots = [
      ['inbound-reception-bot', 'Takes what reception taps and writes in its bot'],
      ['inbound-specialist-bot', 'Takes what specialists tap and write in their bot'],
    ] as const;
    for (const [id, description] of bots) {
      const bot = this.#bot(house, id, { description, timeout: Duration.seconds(15) });
      bot.maySendTo(queue, 'BOT_UPDATE_QUEUE_URL');
      api.forEveryone(
        bot,
        'Telegram has no token of ours: the function checks the HMAC of the self-describing secret header before anything else.',
        ...routesOf(bot.node.id),
      );
    }
  }

  #bot(house: House, id: string, props: ServiceFunctionProps): ServiceFunction {
    return new ServiceFunction(this, house, id, props)
      .mayUseTable(
        ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
        ['bookingsOfProject'],
      )
      .mayReadSecret();
  }
}
