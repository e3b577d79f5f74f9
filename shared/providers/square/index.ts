export { square } from './appointments.ts';
export { squareOAuth } from './client.ts';
