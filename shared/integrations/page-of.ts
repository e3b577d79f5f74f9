import { type Refusal, refuse } from '../platform/errors.ts';

const PAGE = 100;

/**
 * One page of a list that is small enough to be read whole.
 *
 * @param all everything, in its order
 * @param asked `cursor`: the id of the last entry of the page before
 * @param chosen which entries are listed; the cursor may name one that is not any more
 */
export function pageOf<Entry>(
  all: readonly Entry[],
  asked: { readonly limit?: number | undefined; readonly cursor?: string | undefined },
  idOf: (entry: Entry) => string,
  chosen: (entry: Entry) => boolean,
): { readonly entries: readonly Entry[]; readonly cursor?: string } | Refusal<'invalid_cursor'> {
  const { limit = PAGE, cursor } = asked;
  const at = cursor === undefined ? -1 : all.findIndex((entry) => idOf(entry) === cursor);
  if (cursor !== undefined && at < 0) {
    return refuse('invalid_cursor', 'The cursor is not one of this list.');
  }
  const left = all.slice(at + 1).filter(chosen);
  const entries = left.slice(0, limit);
  const last = entries.at(-1);
  return left.length > limit && last ? { entries, cursor: idOf(last) } : { entries };
}
