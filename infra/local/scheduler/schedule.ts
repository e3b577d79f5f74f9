import { AwsError } from '../aws/aws-error.ts';

/** The fields of a schedule that the API takes. */
export interface ScheduleInput {
  readonly ScheduleExpression?: string;
  readonly ScheduleExpressionTimezone?: string;
  readonly FlexibleTimeWindow?: {
    readonly Mode?: string;
    readonly MaximumWindowInMinutes?: number;
  };
  readonly State?: string;
  readonly Description?: string;
  readonly GroupName?: string;
  readonly ActionAfterCompletion?: string;
  readonly ClientToken?: string;
  readonly KmsKeyArn?: string;
  readonly Target?: {
    readonly Arn?: string;
    readonly RoleArn?: string;
    readonly Input?: string;
    readonly SqsParameters?: { readonly MessageGroupId?: string };
    readonly RetryPolicy?: {
      readonly MaximumRetryAttempts?: number;
      readonly MaximumEventAgeInSeconds?: number;
    };
    readonly DeadLetterConfig?: { readonly Arn?: string };
  };
}

const NAME = /^[0-9a-zA-Z-_.]{1,64}$/;
const AT = /^at\((\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})\)$/;

/** @throws AwsError when the name could not be a schedule's or a group's */
export function checkName(name: string, what: 'name' | 'groupName'): void {
  if (NAME.test(name)) return;
  throw validation(
    `1 validation error detected: Value '${name}' at '${what}' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$ and have length between 1 and 64`,
  );
}

/**
 * Checks a schedule as the service does; one-time schedules only, the product has no others.
 *
 * @returns when it is due, epoch ms
 * @throws AwsError ValidationException
 */
export function dueOf(input: ScheduleInput): number {
  const { ScheduleExpression = '', ScheduleExpressionTimezone: zone = 'UTC' } = input;
  const { FlexibleTimeWindow: window, Target: target } = input;
  if (!window?.Mode) throw required('flexibleTimeWindow');
  if (window.Mode !== 'OFF' && window.Mode !== 'FLEXIBLE') {
    throw validation(`Invalid FlexibleTimeWindow mode ${window.Mode}.`);
  }
  if (window.Mode === 'FLEXIBLE' && !window.MaximumWindowInMinutes) {
    throw validation('MaximumWindowInMinutes is required when the mode is FLEXIBLE.');
  }
  if (!target) throw required('target');
  if (!target.Arn) throw required('target.arn');
  if (!target.RoleArn) throw required('target.roleArn');
  const { RetryPolicy: retry } = target;
  between(retry?.MaximumRetryAttempts, 0, 185, 'target.retryPolicy.maximumRetryAttempts');
  between(
    retry?.MaximumEventAgeInSeconds,
    60,
    86_400,
    'target.retryPolicy.maximumEventAgeInSeconds',
  );
  const after = input.ActionAfterCompletion;
  if (after !== undefined && after !== 'DELETE' && after !== 'NONE') {
    throw validation(`Invalid ActionAfterCompletion ${after}.`);
  }
  if (input.ClientToken !== undefined && input.ClientToken.length > 64) {
    throw validation('The client token is longer than 64 characters.');
  }
  const parts = AT.exec(ScheduleExpression);
  if (!parts || ScheduleExpression.length > 256) {
    throw validation(`Invalid Schedule Expression ${ScheduleExpression}.`);
  }
  const wallClock = ScheduleExpression.slice(3, -1);
  const asUtc = Date.parse(`${wallClock}Z`);
  // Date rolls the 31st of February over into March; the service refuses it.
  if (Number.isNaN(asUtc) || new Date(asUtc).toISOString().slice(0, 19) !== wallClock) {
    throw validation(`Invalid Schedule Expression ${ScheduleExpression}.`);
  }
  return inZone(asUtc, zone);
}

/** The instant at which the wall clock of `zone` shows what UTC shows at `asUtc`. */
function inZone(asUtc: number, zone: string): number {
  if (zone === 'UTC') return asUtc;
  const offset = offsetOf(asUtc, zone);
  // Once more with the offset of that instant: it may lie on the other side of a change.
  return asUtc - offsetOf(asUtc - offset, zone);
}

function offsetOf(instant: number, zone: string): number {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-CA-u-hc-h23', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
  } catch {
    throw validation(`Invalid ScheduleExpressionTimezone ${zone}.`);
  }
  return (
    Date.parse(`${format.format(instant).replace(', ', 'T')}Z`) - Math.floor(instant / 1000) * 1000
  );
}

function between(value: number | undefined, least: number, most: number, name: string): void {
  if (value === undefined || (value >= least && value <= most)) return;
  throw validation(`Value '${value}' at '${name}' must be between ${least} and ${most}.`);
}

function required(name: string): AwsError {
  return validation(
    `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must not be null`,
  );
}

/** A ValidationException. */
export function validation(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
