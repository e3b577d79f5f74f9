import { createHash } from 'node:crypto';
import { Entity } from 'dynamodb-toolbox/entity';
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import type { InvitationDocument } from '../contracts/members.ts';
import type { Instant } from '../platform/clock.ts';
import { derivedId, type ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { ROLES } from './member.ts';

/** How long a link can be used. */
export const INVITATION_SECONDS = 7 * 24 * 3_600;
/** How long owners see what became of it. */
export const KEPT_SECONDS = 30 * 24 * 3_600;

export const INVITATION_STATUSES = ['pending', 'accepted', 'revoked'] as const;

/** An invitation to become a member. One for each address: a second one takes the place of the first. */
export const InvitationEntity = new Entity({
  name: 'Invitation',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    /** A hash of the address. */
    invitationId: string().key(),
    email: string(),
    role: string().enum(...ROLES),
    status: string().enum(...INVITATION_STATUSES),
    /** What the link's secret is derived from; another one with each new link. */
    nonce: string(),
    /** Hash of the link's secret. */
    secretHash: string(),
    invitedBy: string(),
    invitedAt: string(),
    expiresAt: string(),
    acceptedBy: string().optional(),
    acceptedAt: string().optional(),
    ttl: number(),
  }),
  computeKey: ({ projectId, invitationId }) =>
    keys.invitation(projectId as ProjectId, invitationId),
});

export type Invitation = Awaited<ReturnType<typeof getInvitation>> & {};

/** The id of the invitation of an address to a project. */
export const invitationIdOf = (projectId: ProjectId, email: string): string =>
  derivedId(['invitation', projectId, email]);

/** What is stored of a link's secret. */
export const hashOfSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url');

/** An invitation as it is now (strongly read). */
export async function getInvitation(projectId: ProjectId, invitationId: string) {
  const { Item } = await InvitationEntity.build(GetItemCommand)
    .key({ projectId, invitationId })
    .options({ consistent: true })
    .send();
  return Item;
}

/** An invitation as owners see it. */
export function invitationDocument(
  { invitationId, email, role, status, invitedBy, invitedAt, expiresAt }: Invitation,
  now: Instant,
): InvitationDocument {
  return {
    invitation_id: invitationId,
    email,
    role,
    status: status === 'pending' && expiresAt <= now ? 'expired' : status,
    invited_by: invitedBy,
    invited_at: invitedAt,
    expires_at: expiresAt,
  };
}
