import { derivedId, type ProjectId, type UserId } from '../platform/ids.ts';

/** The id of a project that a person makes: the same wish of the same person is the same project. */
export const ownProjectId = (userId: UserId, wish: string): ProjectId =>
  `p-${derivedId(['project of', userId, wish]).toLowerCase()}` as ProjectId;
