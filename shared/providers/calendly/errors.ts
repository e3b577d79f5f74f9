/** Beside the words of RFC 6749, Calendly has none for a grant that is over. */
export const OVER: readonly string[] = [];
