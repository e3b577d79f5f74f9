import { BootError } from '../boot-error.ts';

/**
 * Whether an event meets one of the patterns of an event source mapping's filter criteria (the EventBridge pattern
 * language as Lambda accepts it: exact values, prefix, suffix, exists, anything-but, numeric, equals-ignore-case, $or).
 * No patterns: everything matches.
 */
export function matchesAny(patterns: readonly object[], event: unknown): boolean {
  return patterns.length === 0 || patterns.some((pattern) => matches(pattern, event));
}

/** Parses the patterns of `FilterCriteria`. @throws BootError naming the operator we do not know */
export function readFilters(criteria: unknown): object[] {
  const { Filters = [] } = (criteria ?? {}) as { Filters?: { Pattern?: string }[] };
  return Filters.map(({ Pattern = '{}' }) => {
    const pattern = JSON.parse(Pattern) as object;
    refuseUnknown(pattern);
    return pattern;
  });
}

type Rule = string | number | boolean | null | { [operator: string]: unknown };

const OPERATORS: { [name: string]: (operand: unknown, value: unknown) => boolean } = {
  prefix: (operand, value) =>
    typeof value === 'string' &&
    textMatch(operand, (text, lower) =>
      lower ? value.toLowerCase().startsWith(text.toLowerCase()) : value.startsWith(text),
    ),
  suffix: (operand, value) =>
    typeof value === 'string' &&
    textMatch(operand, (text, lower) =>
      lower ? value.toLowerCase().endsWith(text.toLowerCase()) : value.endsWith(text),
    ),
  'equals-ignore-case': (operand, value) =>
    typeof value === 'string' && value.toLowerCase() === String(operand).toLowerCase(),
  'anything-but': (operand, value) => {
    if (value === undefined) return false;
    const excluded = (Array.isArray(operand) ? operand : [operand]) as Rule[];
    return !excluded.some((rule) => matchesRule(rule, value));
  },
  numeric: (operand, value) => {
    if (typeof value !== 'number') return false;
    const parts = operand as (string | number)[];
    for (let at = 0; at + 1 < parts.length; at += 2) {
      const limit = Number(parts[at + 1]);
      const holds = {
        '=': value === limit,
        '<': value < limit,
        '<=': value <= limit,
        '>': value > limit,
        '>=': value >= limit,
      }[String(parts[at])];
      if (!holds) return false;
    }
    return true;
  },
};

function matches(pattern: object, event: unknown): boolean {
  return Object.entries(pattern).every(([name, wanted]) => {
    if (name === '$or') return (wanted as object[]).some((branch) => matches(branch, event));
    const value =
      typeof event === 'object' && event !== null
        ? (event as { [name: string]: unknown })[name]
        : undefined;
    if (!Array.isArray(wanted)) {
      return matches(wanted as object, value);
    }
    // An array in the event matches when one of its elements does.
    const candidates: unknown[] = Array.isArray(value) && value.length > 0 ? value : [value];
    return (wanted as Rule[]).some((rule) => {
      if (isExists(rule)) return rule.exists === isLeaf(value);
      return candidates.some((candidate) => matchesRule(rule, candidate));
    });
  });
}

function matchesRule(rule: Rule, value: unknown): boolean {
  if (typeof rule !== 'object' || rule === null) return value === rule;
  return Object.entries(rule).every(
    ([operator, operand]) => OPERATORS[operator]?.(operand, value) ?? false,
  );
}

/** `exists` looks at leaves only: an object that has members is not one. */
function isLeaf(value: unknown): boolean {
  return (
    value !== undefined && (typeof value !== 'object' || value === null || Array.isArray(value))
  );
}

function isExists(rule: Rule): rule is { exists: boolean } {
  return typeof rule === 'object' && rule !== null && 'exists' in rule;
}

function textMatch(operand: unknown, test: (text: string, lower: boolean) => boolean): boolean {
  if (typeof operand === 'string') return test(operand, false);
  const ignoring = (operand as { 'equals-ignore-case'?: string } | null)?.['equals-ignore-case'];
  return ignoring !== undefined && test(ignoring, true);
}

function refuseUnknown(pattern: object): void {
  for (const wanted of Object.values(pattern) as unknown[]) {
    for (const rule of Array.isArray(wanted) ? (wanted as unknown[]) : [wanted]) {
      if (typeof rule !== 'object' || rule === null) continue;
      if (!Array.isArray(wanted) || isBranch(rule)) {
        refuseUnknown(rule);
        continue;
      }
      for (const operator of Object.keys(rule)) {
        if (operator !== 'exists' && !OPERATORS[operator]) {
          throw new BootError(`An event filter uses ${operator}, which the local cloud lacks.`);
        }
      }
    }
  }
}

function isBranch(rule: object): boolean {
  return (
    Object.values(rule).some((value) => typeof value === 'object' && value !== null) &&
    !Object.keys(rule).some((key) => key === 'exists' || OPERATORS[key])
  );
}
