import type { ProjectsOfAccounts } from '../accounts/index.ts';
import { leaveAll } from './leave-all.ts';
import { makeFirstProject } from './make-first-project.ts';
import { soleOwned } from './sole-owned.ts';

/** What accounts ask of projects. */
export const projectsOfAccounts: ProjectsOfAccounts = {
  makeFirst: makeFirstProject,
  soleOwned,
  leaveAll,
};
