export { telegramApi } from './client.ts';
export { parseUpdate } from './parse.ts';
