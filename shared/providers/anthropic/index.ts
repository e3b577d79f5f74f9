export { claude } from './client.ts';
