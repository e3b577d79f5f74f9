/** The name of the destination and of its busy source, and the actor of what people do in a calendar. */
export const GOOGLE_CALENDAR = 'google-calendar';

/** The maker of the links of its events, and the integration type that needs nothing but them. */
export const GOOGLE_MEET = 'google-meet';
