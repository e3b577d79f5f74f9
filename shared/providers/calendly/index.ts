export { calendly } from './client.ts';
export { calendlyOAuth } from './oauth.ts';
