const root = (): string => process.env.SIMPLYBOOK_API_ROOT || 'https://user-api-v2.simplybook.me';

/** Where SimplyBook.me answers. `SIMPLYBOOK_API_ROOT` names another server of it, or one that stands for both its sides. */
export const rest = (path: string): string => `${root()}${path}`;
/** The JSON-RPC side. */
export const rpc = (path: string): string =>
  `${root().replace('//user-api-v2.', '//user-api.')}${path}`;
