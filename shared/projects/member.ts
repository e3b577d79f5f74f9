import { Entity } from 'dynamodb-toolbox/entity';
import { item } from 'dynamodb-toolbox/schema/item';
import { string } from 'dynamodb-toolbox/schema/string';
import type { ProjectId, UserId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';

/** What a member may do: an owner everything, an operator all but change the project itself. */
export const ROLES = ['owner', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/** A person who may act for a project. */
export const MemberEntity = new Entity({
  name: 'Member',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    userId: string().key(),
    role: string().enum(...ROLES),
    since: string(),
  }),
  computeKey: ({ projectId, userId }) => keys.member(projectId as ProjectId, userId as UserId),
});

/** The same fact from the person's side: which projects are hers. Written together with {@link MemberEntity}. */
export const UserProjectEntity = new Entity({
  name: 'UserProject',
  table,
  timestamps: false,
  schema: item({
    userId: string().key(),
    projectId: string().key(),
    since: string(),
  }),
  computeKey: ({ userId, projectId }) =>
    keys.global.userProject(userId as UserId, projectId as ProjectId),
});
