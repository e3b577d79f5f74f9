import * as z from 'zod';
import { type HttpAnswer, NoAnswer } from '../../platform/http-client.ts';
import type { AppSheetResult, AppSheetShape } from '../../sync/index.ts';
import { parseRows } from './parse.ts';

/** What a call asks for. */
export type Action = 'Find' | 'Add' | 'Edit' | 'Delete';

const problem = z.object({ title: z.string().optional(), detail: z.string().optional() });
/** Time for a limit that AppSheet does not publish. */
const PATIENCE_SECONDS = 60;
const LONGEST_WHY = 300;

/** What AppSheet's answer to `action` means. */
export function judgeAnswer(
  action: Action,
  { status, headers, body }: HttpAnswer,
  shape: AppSheetShape,
): AppSheetResult {
  if (status >= 200 && status < 300) {
    const rows = parseRows(body, shape);
    if (rows) return { kind: 'ok', rows };
    // Throttled, unknown or done: AppSheet says 200 and nothing to all of them. Never "there are no rows".
    return doubtful(action, body === '' ? 'an empty answer' : 'an answer that is no list of rows');
  }
  const why = `${status} ${wordsOf(body)}`.trim().slice(0, LONGEST_WHY);
  if (status === 429) return { kind: 'not_now', why, retryAfterSeconds: patience(headers) };
  if (status === 408 || status >= 500) return doubtful(action, why);
  return { kind: 'refused', why, by: status === 400 ? 'row' : 'place' };
}

/** What it means that a call ended without an answer. */
export function judgeFault(action: Action, fault: unknown): AppSheetResult {
  if (!(fault instanceof NoAnswer)) throw fault;
  return fault.sent ? doubtful(action, 'no answer') : { kind: 'not_now', why: 'no connection' };
}

/** A look changes nothing, so it is simply taken again; a write may have been done. */
function doubtful(action: Action, why: string): AppSheetResult {
  return action === 'Find' ? { kind: 'not_now', why } : { kind: 'unknown', why };
}

function wordsOf(body: unknown): string {
  const { success, data } = problem.safeParse(body);
  return success ? (data.detail ?? data.title ?? '') : '';
}

function patience(headers: Headers): number {
  const asked = Number(headers.get('retry-after') ?? '');
  return Number.isFinite(asked) && asked > 0 ? asked : PATIENCE_SECONDS;
}
