/**
 * Where AppSheet answers: everywhere, or for accounts that keep their data in a region. The last one is deprecated.
 * Apart from the schemas, so that a worker that only looks a table up carries none of them.
 */
export const APPSHEET_HOSTS = [
  'www.appsheet.com',
  'eu.appsheet.com',
  'asia-southeast.appsheet.com',
  'api.appsheet.com',
] as const;
