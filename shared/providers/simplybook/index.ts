export { checkSimplyBook } from './check.ts';
export { simplyBook } from './client.ts';
