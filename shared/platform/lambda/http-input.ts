import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import { type Refusal, refuse } from '../errors.ts';
import { wordOfType, wordsOf } from './input-words.ts';

/** The largest body the API takes, in bytes after decoding. */
export const MAX_BODY_BYTES = 256 * 1024;

/** Deeper JSON than any request has; bounds the recursion over what a stranger nested. */
const MAX_DEPTH = 32;

/** A key can be as long as a body; its echo need not be. */
const MAX_PATH = 200;

/** One thing that is wrong with the input: where (`services[0].name`) and what. */
export interface InputProblem {
  readonly path: string;
  readonly message: string;
}

type InvalidInput = Refusal<'invalid_input', readonly InputProblem[]>;

/**
 * The JSON of a request's body.
 *
 * @param event payload format 2.0; a base64 body is decoded
 * @param wanted whether the route reads a body; if not, only its size is judged
 * @returns `{ value }`, `undefined` when no body is wanted, or why not: `body_too_large`, `malformed_json` (not UTF-8,
 *   empty, not JSON), `invalid_input` (nested too deep, key `__proto__`, half of a surrogate pair)
 */
export function readJsonBody(
  event: Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded'>,
  wanted: boolean,
): { value: unknown } | undefined | Refusal<'body_too_large' | 'malformed_json'> | InvalidInput {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > MAX_BODY_BYTES) {
    return refuse('body_too_large', `The body may have at most ${MAX_BODY_BYTES} bytes.`);
  }
  if (!wanted) return undefined;
  if (bytes.length === 0) return refuse('malformed_json', 'The body is empty; JSON is expected.');
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return refuse('malformed_json', 'The body is not JSON in UTF-8.');
  }
  const problem = findUnsafe(value, []);
  return problem ? invalidInput([problem]) : { value };
}

/**
 * `input` as its schema reads it.
 *
 * @returns `{ value }`, `undefined` without a schema, or `invalid_input` naming every field that is wrong
 */
export function validated<Schema extends z.ZodType>(
  schema: Schema | undefined,
  input: unknown,
): { value: z.output<Schema> } | undefined | InvalidInput {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(input);
  if (parsed.success) return { value: parsed.data };
  return invalidInput(parsed.error.issues.flatMap(problemsOf));
}

function invalidInput(problems: readonly InputProblem[]): InvalidInput {
  const fields = [...new Set(problems.map((problem) => problem.path || 'the body'))];
  const shown = fields.slice(0, 5).join(', ') + (fields.length > 5 ? ', …' : '');
  return refuse('invalid_input', `Not valid: ${shown}.`, problems.slice(0, 50));
}

function problemsOf(issue: z.core.$ZodIssue): InputProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: pathOf([...issue.path, key]),
      message: 'This key is not known.',
    }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    if (issue.errors.every((form) => distance(form) >= WRONG_TYPE)) {
      const types = issue.errors.flatMap((form) =>
        form.flatMap((inner) =>
          inner.code === 'invalid_type' ? [wordOfType(inner.expected)] : [],
        ),
      );
      return [
        { path: pathOf(issue.path), message: `Expected ${[...new Set(types)].join(' or ')}.` },
      ];
    }
    const meant = issue.errors.toSorted((a, b) => distance(a) - distance(b))[0] ?? [];
    return meant.flatMap((inner) =>
      problemsOf({ ...inner, path: [...issue.path, ...inner.path] } as z.core.$ZodIssue),
    );
  }
  return [{ path: pathOf(issue.path), message: wordsOf(issue) }];
}

/** Farther than any number of smaller mistakes. */
const WRONG_TYPE = 1_000_000;

/** How far the input is from one of the forms a field may take: the nearest is the one the caller meant. */
function distance(issues: readonly z.core.$ZodIssue[]): number {
  return issues.reduce((sum, issue) => {
    if (issue.code === 'invalid_type' && issue.path.length === 0) return sum + WRONG_TYPE;
    return sum + (issue.code === 'unrecognized_keys' ? 1_000 * issue.keys.length : 1);
  }, 0);
}

function pathOf(path: readonly PropertyKey[]): string {
  const text = path.reduce<string>((start, part) => {
    if (typeof part === 'number') return `${start}[${part}]`;
    return start === '' ? String(part) : `${start}.${String(part)}`;
  }, '');
  return text.length > MAX_PATH ? `${text.slice(0, MAX_PATH)}…` : text;
}

/** What no schema should have to think of: prototype keys, bottomless nesting, text that cannot be stored as UTF-8. */
function findUnsafe(value: unknown, path: readonly PropertyKey[]): InputProblem | undefined {
  const at = (message: string): InputProblem => ({ path: pathOf(path), message });
  if (path.length > MAX_DEPTH) return { path: '', message: `Nested deeper than ${MAX_DEPTH}.` };
  if (typeof value === 'string') {
    return value.isWellFormed() ? undefined : at('This text is not well-formed Unicode.');
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    if (key === '__proto__') return { path: pathOf(here), message: 'This key is not allowed.' };
    if (!key.isWellFormed()) return at('A key here is not well-formed Unicode.');
    const problem = findUnsafe(inner, here);
    if (problem) return problem;
  }
  return undefined;
}
