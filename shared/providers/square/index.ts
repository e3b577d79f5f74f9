export { squareOAuth } from './client.ts';
