export { zoom } from './client.ts';
export { zoomOAuth } from './oauth.ts';
