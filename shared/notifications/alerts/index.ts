export {
  type AlertMail,
  type AlertNews,
  alertForOwners,
  alertForReception,
  alertMailSchema,
  alertNewsSchema,
} from './alert-news.ts';
export { listAlerts } from './list-alerts.ts';
export { type AlertPorts, tellReceptionOfAlert } from './tell-reception-of-alert.ts';
export { writeAlertMail } from './write-alert-mail.ts';
