export { calendlyOAuth } from './client.ts';
