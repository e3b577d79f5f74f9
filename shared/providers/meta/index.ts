export { instagramOAuth, metaOAuth } from './client.ts';
