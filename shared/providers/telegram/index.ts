export { checkBot } from './check.ts';
export { telegramApi } from './client.ts';
export { leaveBot } from './leave.ts';
export { parseUpdate } from './parse.ts';
