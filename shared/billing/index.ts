export { type Entitlements, entitlementsOf, packageOf } from './entitlements.ts';
export { forecastOf, QUOTA_ALERTS, type QuotaAlert, quotaAlerts } from './forecast.ts';
export { hoursOfMessenger } from './hours-of-messenger.ts';
export { type Month, monthAt } from './month.ts';
export { counterWithRoom, noteCounted, type Quota, quotaOf, usedAsKnown } from './quota.ts';
export { type AnsweredTurns, showPackage } from './show-package.ts';
export { type CountedOn, countTurn, TurnCountEntity, uncountTurn } from './turn-count.ts';
