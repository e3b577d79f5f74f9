export { type Change, parseChange } from './change.ts';
export { type FanOutPorts, fanOut } from './fan-out.ts';
export { handBack, REPLAY_QUEUES } from './hand-back.ts';
export {
  type Message,
  SUBSCRIBER_QUEUES,
  type Subscriber,
  type SubscriberQueue,
  subscribers,
} from './subscribers.ts';
