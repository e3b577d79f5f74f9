/** The name of the destination and of its busy source, and the actor of what people do in a calendar. */
export const GOOGLE_CALENDAR = 'google-calendar';
