import * as z from 'zod';
import { email } from './accounts.ts';
import { LANGUAGES } from './languages.ts';
import { PACKAGE_NAMES } from './package-names.ts';
import { nameText } from './text.ts';
import { timeZone } from './time-zone.ts';

const role = z.enum(['owner', 'operator']);
const project = { project_id: z.string() };
const page = {
  limit: z.coerce.number().int().min(1).max(100).optional(),
};

/** A project as its members see it in a list. */
export const projectSummary = z.strictObject({
  project_id: z.string(),
  name: z.string(),
  role,
  package: z.enum(PACKAGE_NAMES),
  time_zone: z.string(),
  language: z.enum(LANGUAGES),
  /** Since when the caller is a member. */
  since: z.string(),
});

/** `GET /projects`: those of the caller, page by page. */
export const projectsQuery = z.strictObject({
  ...page,
  cursor: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{1,62}$/, 'Not a cursor.')
    .optional(),
});
export const projectList = z.strictObject({
  projects: z.array(projectSummary),
  cursor: z.string().optional(),
});

/** `POST /projects`: absent: the zone and the language of the caller's profile. */
export const newProject = z.strictObject({
  name: nameText,
  time_zone: timeZone.optional(),
  language: z.enum(LANGUAGES).optional(),
});

const userId = z.string().min(1).max(128);

/** The path of one member. */
export const memberPath = z.object({ ...project, user_id: userId });

/** `GET /projects/{project_id}/members`. Name and e-mail are those of the profile, `null` while there is none. */
export const memberDocument = z.strictObject({
  user_id: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  role,
  since: z.string(),
  /** Whether this is the caller. */
  you: z.boolean(),
});
export const membersQuery = z.strictObject({ ...page, cursor: userId.optional() });
export const memberList = z.strictObject({
  members: z.array(memberDocument),
  cursor: z.string().optional(),
});

/** `PATCH /projects/{project_id}/members/{user_id}`. */
export const memberChange = z.strictObject({ role });

export const leftDocument = z.strictObject({ left: z.literal(true) });
export const removedDocument = z.strictObject({ removed: z.literal(true) });

const invitationId = z.string().regex(/^[0-9A-Z]{20}$/, 'Not the id of an invitation.');

/** The path of one invitation. */
export const invitationPath = z.object({ ...project, invitation_id: invitationId });

/** `POST /projects/{project_id}/invitations`: a second one to the same address takes the place of the first. */
export const newInvitation = z.strictObject({ email, role });

/** An invitation as owners see it. Its link is mailed and shown to nobody else. */
export const invitationDocument = z.strictObject({
  invitation_id: z.string(),
  email: z.string(),
  role,
  status: z.enum(['pending', 'accepted', 'revoked', 'expired']),
  invited_by: z.string(),
  invited_at: z.string(),
  expires_at: z.string(),
});
export const invitationsQuery = z.strictObject({ ...page, cursor: invitationId.optional() });
export const invitationList = z.strictObject({
  invitations: z.array(invitationDocument),
  cursor: z.string().optional(),
});
export const revokedDocument = z.strictObject({ revoked: z.literal(true) });

const token = z.string().min(1).max(512);

/** `GET /api/accounts/invitations/{token}`: what somebody who holds the link may know before signing in. */
export const invitationTokenPath = z.object({ token });
export const offeredInvitation = z.strictObject({
  project_name: z.string(),
  role,
  /** Only this address may accept. */
  email: z.string(),
  expires_at: z.string(),
});

/** `POST /api/accounts/invitations/accept`. */
export const acceptance = z.strictObject({ token });
export const membershipDocument = z.strictObject({ project_id: z.string(), role });

export type ProjectSummary = z.output<typeof projectSummary>;
export type ProjectList = z.output<typeof projectList>;
export type ProjectsQuery = z.output<typeof projectsQuery>;
export type NewProject = z.output<typeof newProject>;
export type MemberDocument = z.output<typeof memberDocument>;
export type MemberList = z.output<typeof memberList>;
export type MembersQuery = z.output<typeof membersQuery>;
export type InvitationDocument = z.output<typeof invitationDocument>;
export type InvitationList = z.output<typeof invitationList>;
export type InvitationsQuery = z.output<typeof invitationsQuery>;
export type OfferedInvitation = z.output<typeof offeredInvitation>;
export type MembershipDocument = z.output<typeof membershipDocument>;
