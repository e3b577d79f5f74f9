export { NOTIFICATION_STATUSES, NotificationEntity } from './notification.ts';
export { type Delivery, type DeliveryResult, type Sent, sendOnce } from './send-once.ts';
