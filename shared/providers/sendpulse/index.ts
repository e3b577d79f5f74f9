export { checkSendPulse } from './check.ts';
export { LONGEST_TEXT, type SendPulseCredentials, sendPulseChannel } from './client.ts';
export { parseEvents, readBody } from './parse.ts';
export { split } from './split.ts';
