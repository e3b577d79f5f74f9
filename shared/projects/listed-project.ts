import { Entity } from 'dynamodb-toolbox/entity';
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut';
import { any } from 'dynamodb-toolbox/schema/any';
import { boolean } from 'dynamodb-toolbox/schema/boolean';
import { item } from 'dynamodb-toolbox/schema/item';
import { string } from 'dynamodb-toolbox/schema/string';
import type { ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import type { ConnectedSlug, Project } from './project.ts';

/** Kinds of places outside of this system that a project can have. */
export type OutsidePlace = 'appsheet' | ConnectedSlug;

/** What upkeep has to know of a project before it asks anything of it. */
export interface ListedProject {
  readonly projectId: ProjectId;
  readonly timeZone: string;
  /** What its configuration names or an account of its own opens; whether that lasts, its credentials say. */
  readonly places: readonly OutsidePlace[];
  /** Whether it may have accounts of its own at services. Absent: it was listed before anybody asked. */
  readonly hasAccounts?: boolean;
}

/** Look-up of upkeep: that there is this project. Written together with it. */
export const ListedProjectEntity = new Entity({
  name: 'ListedProject',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    timeZone: string(),
    places: any().castAs<readonly OutsidePlace[]>(),
    hasAccounts: boolean().optional(),
  }),
  computeKey: ({ projectId }) => keys.global.listedProject(projectId as ProjectId),
});

/** The look-up row of a project, for the transaction that writes it. */
export function listingOf(project: Project): PutTransaction<typeof ListedProjectEntity> {
  return ListedProjectEntity.build(PutTransaction).item(listed(project));
}

/** A project as it stands in the list. */
export function listed(project: Project): ListedProject {
  const { projectId, timeZone, appSheet, googleSheetId, specialists, connected = [] } = project;
  const hasCalendars = specialists.some(({ googleCalendarId }) => googleCalendarId !== undefined);
  return {
    projectId,
    timeZone,
    places: [
      ...(appSheet ? (['appsheet'] as const) : []),
      ...(googleSheetId === undefined ? [] : (['google-sheets'] as const)),
      ...(hasCalendars ? (['google-calendar'] as const) : []),
      // Of Google's, what a project names itself is told above.
      ...connected.filter((slug) => slug === 'google-meet' || !slug.startsWith('google-')),
    ],
    hasAccounts: mayHaveAccounts(project),
  };
}

/** Whatever its configuration names may be opened by a key of its own. */
function mayHaveAccounts(project: Project): boolean {
  const { bots = {}, appSheet, googleAccount, sendpulseBotId, connected = [] } = project;
  const named = [bots.reception, bots.specialist, appSheet, googleAccount, sendpulseBotId];
  return (
    project.hasAccounts === true || connected.length > 0 || named.some((one) => one !== undefined)
  );
}
