/** Services beside Google whose appointments take time here. Intervals in the table carry these names. */
export const OUTSIDE_CALENDARS = ['altegio', 'simplybook', 'square', 'calendly'] as const;

export type OutsideCalendar = (typeof OUTSIDE_CALENDARS)[number];
