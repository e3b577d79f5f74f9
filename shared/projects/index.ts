export { timeZone } from '../contracts/time-zone.ts';
export { acceptInvitation } from './accept-invitation.ts';
export { addMember } from './add-member.ts';
export type { InvalidConfig } from './apply-config.ts';
export { type AppSheetConnection, appSheetConnection } from './appsheet-connection.ts';
export { BotEntity } from './bot.ts';
export { changeRole } from './change-role.ts';
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
export { cachedProject, closedProject, getProject } from './get-project.ts';
export { googleConnection } from './google-connection.ts';
export { type InvitationMail, invitationMailSchema } from './invitation-mail.ts';
export { type AskInvitation, type InviteMember, inviteMember } from './invite-member.ts';
export { isGoogleConnected } from './is-google-connected.ts';
export { leaveProject } from './leave-project.ts';
export { listInvitations } from './list-invitations.ts';
export { listMembers } from './list-members.ts';
export { listOwnProjects } from './list-own-projects.ts';
export { listProjects } from './list-projects.ts';
export type { ListedProject, OutsidePlace } from './listed-project.ts';
export type { Role } from './member.ts';
export { type Membership, memberOf } from './member-of.ts';
export { memberOfHeader } from './member-of-header.ts';
export { memberRole } from './member-role.ts';
export { noteWorkingHours } from './note-working-hours.ts';
export { openProject } from './open-project.ts';
export { ownersOf } from './owners-of.ts';
export * from './project.ts';
export { projectsOfAccounts } from './projects-of-accounts.ts';
export { ACCEPT_STATUS, MEMBER_STATUS } from './refusal-status.ts';
export { listProject, relistProjects } from './relist-projects.ts';
export type { UpcomingBooking, UpcomingBookings } from './removal-blockers.ts';
export { removeMember } from './remove-member.ts';
export { revokeInvitation } from './revoke-invitation.ts';
export { rotateWebhook } from './rotate-webhook.ts';
export { saveConfig } from './save-config.ts';
export { sealedCredentials } from './sealed-credentials.ts';
export { setConnected } from './set-connected.ts';
export { setPackage } from './set-package.ts';
export { showConfig } from './show-config.ts';
export { showInvitation } from './show-invitation.ts';
export { spokenLanguage } from './spoken-language.ts';
export { webhookPath } from './webhook-path.ts';
export { webhookToken } from './webhook-token.ts';
export { writeInvitationMail } from './write-invitation-mail.ts';
