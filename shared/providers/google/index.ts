export { checkGoogle } from './check.ts';
export { google } from './client.ts';
export { googleOAuth } from './oauth.ts';
