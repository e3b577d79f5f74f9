/** Where Zoom answers. `ZOOM_API_ROOT` names one server that stands for all of it. */
const at = (host: string, path: string): string => `${process.env.ZOOM_API_ROOT || host}${path}`;

/** Where people sign in. */
export const site = (path: string): string => at('https://zoom.us', path);
export const api = (path: string): string => at('https://api.zoom.us', path);
