/** What a project is told of sheets and calendars whose entries block time. */
export interface BusyTexts {
  /** Kinds of places, by the name of their source. */
  readonly places: Readonly<Record<string, string>>;
  /** Before the lines about entries that cannot be read. */
  readonly unreadable: (place: string) => string;
  /** What is wrong with one, by its word. */
  readonly why: Readonly<Record<string, string>>;
  /** Before the lines about bookings whose time is taken there as well. */
  readonly collisions: (place: string) => string;
  /** A booking: its code, whose it is and when. */
  readonly booking: (code: string, specialist: string, when: string) => string;
  /** Behind as many lines as are said. */
  readonly more: (count: number) => string;
}
