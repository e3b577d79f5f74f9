import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** What differs between stages; everything else is the same on purpose. */
export interface Stage {
  /** Name of the stage, part of every physical name. */
  readonly name: string;
  /** `frontdesk-<stage>`, the prefix of every physical name. */
  readonly prefix: string;
  /** Whether people's data lives here: nothing stateful is deleted with its stack. */
  readonly keepsData: boolean;
  /** What becomes of the data when its stack is deleted. What is not data always goes: it has names that come back. */
  readonly removalPolicy: RemovalPolicy;
  readonly logRetention: RetentionDays;
  /** Requests per second of the whole HTTP API, and the burst above it. */
  readonly throttle: { readonly rateLimit: number; readonly burstLimit: number };
}

/** Lower-case letters and digits, 2–16 characters: fits every physical name it becomes a part of. */
const STAGE_NAME = /^[a-z][a-z0-9]{1,15}$/;

/**
 * The stage called `name` (`-c stage=…`; `dev` when absent). Only `prod` keeps its data when a stack is deleted.
 *
 * @throws Error when the name would not fit the physical names
 */
export function stage(name: unknown = 'dev'): Stage {
  if (typeof name !== 'string' || !STAGE_NAME.test(name)) {
    throw new Error(
      `The stage "${String(name)}" is not 2–16 lower-case letters and digits, letter first.`,
    );
  }
  const keepsData = name === 'prod';
  return {
    name,
    prefix: `frontdesk-${name}`,
    keepsData,
    removalPolicy: keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    logRetention: keepsData ? RetentionDays.THREE_MONTHS : RetentionDays.ONE_WEEK,
    throttle: keepsData
      ? { rateLimit: 1_000, burstLimit: 1_000 }
      : { rateLimit: 100, burstLimit: 200 },
  };
}
