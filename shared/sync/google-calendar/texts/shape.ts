/** What the event of a booking says to the specialist, in the project's language. */
export interface CalendarTexts {
  /** Stands before the summary while reception has not answered. */
  readonly waits: string;
  /** Stands before the summary of a visit that was missed. */
  readonly missed: string;
  readonly client: string;
  readonly phone: string;
  readonly service: string;
  readonly specialist: string;
  readonly code: string;
}
