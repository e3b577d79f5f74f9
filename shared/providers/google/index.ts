export { google } from './client.ts';
