import * as wire from '../../shared/contracts/members.ts';
import { sendToQueue } from '../../shared/platform/aws/sqs.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { httpDoor, route } from '../../shared/platform/lambda/http.ts';
import { perCaller } from '../../shared/platform/lambda/per-caller.ts';
import * as projects from '../../shared/projects/index.ts';

const { MAIL_QUEUE_URL: queue } = readEnv('MAIL_QUEUE_URL', 'TABLE_NAME');
const askMail: projects.AskInvitation = (mail) => sendToQueue(queue, mail.projectId, mail);
const [member, owner] = [projects.memberOf(), projects.memberOf('owner')];
const path = wire.memberPath;
const { MEMBER_STATUS: refusals } = projects;

export const handler = httpDoor(
  {
    'GET /projects/{project_id}/members': route({
      ...{ allow: member, query: wire.membersQuery, handle: projects.listMembers },
    }),
    'PATCH /projects/{project_id}/members/{user_id}': route({
      ...{ allow: owner, path, body: wire.memberChange, handle: projects.changeRole, refusals },
    }),
    'DELETE /projects/{project_id}/members/{user_id}': route({
      ...{ allow: owner, path, handle: projects.removeMember, refusals },
    }),
    'DELETE /projects/{project_id}/membership': route({
      ...{ allow: member, handle: projects.leaveProject, refusals },
    }),
    'GET /projects/{project_id}/invitations': route({
      ...{ allow: owner, query: wire.invitationsQuery, handle: projects.listInvitations },
    }),
    'POST /projects/{project_id}/invitations': route({
      ...{ allow: owner, body: wire.newInvitation, refusals },
      handle: (request: projects.InviteMember) => projects.inviteMember(request, { askMail }),
    }),
    'DELETE /projects/{project_id}/invitations/{invitation_id}': route({
      ...{ allow: owner, path: wire.invitationPath, handle: projects.revokeInvitation, refusals },
    }),
  },
  { limit: perCaller },
);
