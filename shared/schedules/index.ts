export { arrangeExpiry, type ExpiryTimer, expiryOf } from './expiry.ts';
