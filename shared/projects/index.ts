export { addMember } from './add-member.ts';
export { connectService } from './connect-service.ts';
export type { Connection, Credentials, Provider } from './connection.ts';
export { getConnection } from './get-connection.ts';
export { cachedProject, getProject } from './get-project.ts';
export type { Role } from './member.ts';
export { type Membership, memberOf } from './member-of.ts';
export { memberRole } from './member-role.ts';
export * from './project.ts';
