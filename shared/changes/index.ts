export { type Change, parseChange } from './change.ts';
export { type FanOutPorts, fanOut } from './fan-out.ts';
export { type Subscriber, subscriberQueues, subscribers } from './subscribers.ts';
