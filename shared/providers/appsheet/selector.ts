/**
 * Texts that may stand within the quotes of an expression. AppSheet has no way to write a quote there, so what could
 * end the text early is never put in.
 */
const HARMLESS = /^[\p{L}\p{N} _.:@+/-]+$/u;

/** Whether `text` can be asked for by {@link selectorOf}. */
export const askable = (text: string): boolean => HARMLESS.test(text);

/**
 * The expression that names the rows whose `column` is one of `keys`.
 *
 * @param keys at least one, each of them {@link askable}
 * @throws RangeError when the table, the column or a key could end its place in the expression
 */
export function selectorOf(table: string, column: string, keys: readonly string[]): string {
  const strange = [table, column, ...keys].find((text) => !askable(text));
  if (strange !== undefined) throw new RangeError('A text that no expression can carry.');
  const same = keys.map((key) => `[${column}]="${key}"`);
  const condition = same.length === 1 ? same[0] : `OR(${same.join(',')})`;
  return `Filter("${table}", ${condition})`;
}
