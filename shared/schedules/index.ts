export { arrangeExpiry, type ExpiryTimer, expiryOf, expiryTimerSchema } from './expiry.ts';
