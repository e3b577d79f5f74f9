export { instagramOAuth, metaOAuth } from './oauth.ts';
