export { square } from './client.ts';
export { squareOAuth } from './oauth.ts';
