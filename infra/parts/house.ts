import type { Alarms } from './alarms.ts';
import type { DataStack } from './data-stack.ts';
import type { Stage } from './stage.ts';

/** What every room finds when it is built. */
export interface House {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly alarms: Alarms;
}
