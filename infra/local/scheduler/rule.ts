import { BootError } from '../boot-error.ts';

/** A rule of EventBridge that runs a function again and again. */
export interface RuleDefinition {
  readonly arn: string;
  readonly everySeconds: number;
  readonly functionId: string;
}

const SECONDS = { minute: 60, hour: 3_600, day: 86_400 } as const;

/**
 * Reads a rule of the template.
 *
 * @param functionOfTarget the function that a target's ARN names
 * @throws BootError for all but `rate()` with functions as targets: the product has no others
 */
export function ruleOf(
  { ref, arn, properties }: RuleResource,
  functionOfTarget: (target: string) => string,
): RuleDefinition {
  const expression = String(properties.ScheduleExpression);
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const targets = properties.Targets as readonly { readonly Arn?: string }[] | undefined;
  const [target, ...others] = targets ?? [];
  if (count === undefined || target?.Arn === undefined || others.length > 0) {
    throw new BootError(
      `The local cloud knows rules with a rate() and one function, unlike ${ref} (${expression}).`,
    );
  }
  return {
    arn,
    everySeconds: Number(count) * SECONDS[unit as keyof typeof SECONDS],
    functionId: functionOfTarget(target.Arn),
  };
}

interface RuleResource {
  readonly ref: string;
  readonly arn: string;
  readonly properties: { readonly [name: string]: unknown };
}
