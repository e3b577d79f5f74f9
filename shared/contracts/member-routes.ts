import * as z from 'zod';
import * as members from './members.ts';
import type { RouteContract, RouteKey } from './route.ts';

const project = z.object({ project_id: z.string() });

/** Who may act for a project. Everybody in it sees the members; only owners change them. */
export const MEMBERS: Readonly<Record<RouteKey, RouteContract>> = {
  'GET /projects/{project_id}/members': {
    door: 'api-members',
    summary: 'The members of a project',
    access: 'member',
    path: project,
    query: members.membersQuery,
    answers: { 200: members.memberList },
  },
  'PATCH /projects/{project_id}/members/{user_id}': {
    door: 'api-members',
    summary: 'Change the role of a member',
    access: 'owner',
    path: members.memberPath,
    body: members.memberChange,
    answers: { 200: members.memberDocument },
    refusals: { member_not_found: 404, last_owner: 409 },
  },
  'DELETE /projects/{project_id}/members/{user_id}': {
    door: 'api-members',
    summary: 'Remove a member',
    access: 'owner',
    path: members.memberPath,
    answers: { 200: members.removedDocument },
    refusals: { member_not_found: 404, last_owner: 409 },
  },
  'DELETE /projects/{project_id}/membership': {
    door: 'api-members',
    summary: 'Leave a project',
    access: 'member',
    path: project,
    answers: { 200: members.leftDocument },
    refusals: { last_owner: 409 },
  },
  'GET /projects/{project_id}/invitations': {
    door: 'api-members',
    summary: 'Invitations to a project, used and unused',
    access: 'owner',
    path: project,
    query: members.invitationsQuery,
    answers: { 200: members.invitationList },
  },
  'POST /projects/{project_id}/invitations': {
    door: 'api-members',
    summary: 'Invite somebody by e-mail',
    access: 'owner',
    path: project,
    body: members.newInvitation,
    answers: { 201: members.invitationDocument },
    refusals: {
      already_member: 409,
      too_many_invitations: 409,
      too_many_attempts: 429,
      mail_not_configured: 503,
    },
  },
  'DELETE /projects/{project_id}/invitations/{invitation_id}': {
    door: 'api-members',
    summary: 'Take an invitation back',
    access: 'owner',
    path: members.invitationPath,
    answers: { 200: members.revokedDocument },
    refusals: { invitation_not_found: 404 },
  },
};
