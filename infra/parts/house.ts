import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Alarms } from './alarms.ts';
import type { DataStack } from './data-stack.ts';
import type { Stage } from './stage.ts';

/** What every room finds when it is built. */
export interface House {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly alarms: Alarms;
  /** Queues of work by their id, to which given-up work goes back; each adds itself. */
  readonly work: Map<string, IQueue>;
  /** Where given-up work waits; rooms add to it as they are built. */
  readonly parking: Map<string, IQueue>;
}
