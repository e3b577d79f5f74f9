export { zoomOAuth } from './client.ts';
