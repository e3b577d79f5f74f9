export { checkBot } from './check.ts';
export { telegramApi } from './client.ts';
export { parseUpdate } from './parse.ts';
