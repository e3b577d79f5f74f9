/** Where Altegio answers. `ALTEGIO_API_ROOT` names another server. */
export const api = (path: string): string =>
  `${process.env.ALTEGIO_API_ROOT || 'https://api.alteg.io'}/api/v1${path}`;
