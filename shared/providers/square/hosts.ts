/** Where Square answers. `SQUARE_API_ROOT` names another server. */
export const api = (path: string): string =>
  `${process.env.SQUARE_API_ROOT || 'https://connect.squareup.com'}${path}`;

/** The state of the API that is spoken here. */
export const VERSION = { 'square-version': '2026-10-15' } as const;
