export type { Check } from './mark.ts';
export { mayHaveBeenSent } from './may-have-been-sent.ts';
export { NOTIFICATION_STATUSES, type Notification, NotificationEntity } from './notification.ts';
export { notificationsAbout } from './notifications-about.ts';
export { type Delivery, type DeliveryResult, type Sent, sendOnce } from './send-once.ts';
export { untilWritten } from './until-written.ts';
