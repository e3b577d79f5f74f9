/** The slim door for the webhook: parsing only. */
export { parseEvents, readBody } from './parse.ts';
