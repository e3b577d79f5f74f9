export { calendlyOAuth } from './client.ts';
export { calendly } from './events.ts';
