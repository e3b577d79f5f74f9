/** The heads of columns A to F. */
export interface SheetTexts {
  readonly heads: readonly [string, string, string, string, string, string];
}
