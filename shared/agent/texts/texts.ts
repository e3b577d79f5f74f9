/** A committed booking as it is spoken of. */
export interface Spoken {
  readonly service: string;
  readonly specialist: string;
  /** Day and time in words, in the language of the text. */
  readonly when: string;
  readonly code: string;
  /** With its currency; absent when the service has none. */
  readonly price?: string;
  /** The business still has to confirm it. */
  readonly pending: boolean;
}

/** Everything code itself says to a client. */
export interface Texts {
  readonly booked: (booking: Spoken) => string;
  readonly moved: (booking: Spoken) => string;
  readonly cancelled: (booking: Spoken) => string;
  /** The model cannot answer now; the client has to write again. */
  readonly fallback: string;
  /** The model cannot answer now; the answer comes by itself if it can within a while. */
  readonly fallbackLater: string;
  /** The client has had her share of answers for now. */
  readonly limited: string;
  /** The model said something that is not true; this is said instead. */
  readonly neutral: string;
  /** Nobody answers at this hour; `opening`: day and time in words, absent when nobody knows. */
  readonly closed: (opening: string | undefined) => string;
  /** A person takes over. */
  readonly handOver: string;
}
