export { checkAppSheet } from './check.ts';
export { appSheet } from './client.ts';
