export { checkAltegio } from './check.ts';
export { altegio } from './client.ts';
