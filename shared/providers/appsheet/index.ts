export { appSheet } from './client.ts';
