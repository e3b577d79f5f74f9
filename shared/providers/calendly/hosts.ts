/** Where Calendly answers. `CALENDLY_API_ROOT` names one server that stands for all of it. */
const at = (host: string, path: string): string =>
  `${process.env.CALENDLY_API_ROOT || host}${path}`;

/** Where people sign in. */
export const site = (path: string): string => at('https://auth.calendly.com', path);
export const api = (path: string): string => at('https://api.calendly.com', path);
