export { resendMail } from './client.ts';
