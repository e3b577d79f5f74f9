/** What we say in a spreadsheet, and of it. */
export interface SheetTexts {
  /** Where a row is: the title of its worksheet and its number. */
  readonly row: (title: string, row: number) => string;
  /** The heads of columns A to F. */
  readonly heads: readonly [string, string, string, string, string, string];
}
