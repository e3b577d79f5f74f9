export { addMember } from './add-member.ts';
export type { InvalidConfig } from './apply-config.ts';
export { type AppSheetConnection, appSheetConnection } from './appsheet-connection.ts';
export { BotEntity } from './bot.ts';
export { configDocument } from './config-document.ts';
export { type ConfigRefusal, configureProject } from './configure-project.ts';
export { connectService } from './connect-service.ts';
export {
  type Connection,
  ConnectionEntity,
  type ConnectionTrouble,
  type Credentials,
  type HoursRow,
  type Provider,
  SERVICES,
  type ServiceSlug,
} from './connection.ts';
export { createProject } from './create-project.ts';
export { getConnection } from './get-connection.ts';
export { cachedProject, getProject } from './get-project.ts';
export { googleConnection } from './google-connection.ts';
export { listProjects } from './list-projects.ts';
export type { ListedProject, OutsidePlace } from './listed-project.ts';
export type { Role } from './member.ts';
export { type Membership, memberOf } from './member-of.ts';
export { memberOfHeader } from './member-of-header.ts';
export { memberRole } from './member-role.ts';
export * from './project.ts';
export { listProject, relistProjects } from './relist-projects.ts';
export type { UpcomingBooking, UpcomingBookings } from './removal-blockers.ts';
export { rotateWebhook } from './rotate-webhook.ts';
export { saveConfig } from './save-config.ts';
export { sealedCredentials } from './sealed-credentials.ts';
export { setPackage } from './set-package.ts';
export { showConfig } from './show-config.ts';
export { spokenLanguage } from './spoken-language.ts';
export { webhookPath } from './webhook-path.ts';
export { webhookToken } from './webhook-token.ts';
