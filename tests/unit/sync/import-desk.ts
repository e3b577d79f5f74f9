import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { vi } from 'vitest';
import { AlertEntity } from '../../../shared/conversations/index.ts';
import { getIntegration, noteConnected } from '../../../shared/integrations/index.ts';
import { addSeconds } from '../../../shared/platform/clock.ts';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import type { Project } from '../../../shared/projects/index.ts';
import {
  type BusySource,
  importBusyTimes,
  listBusyTimes,
  type SignedInAccount,
} from '../../../shared/sync/index.ts';
import { readAll } from '../../steps/bookings.ts';
import { startTable } from '../../steps/dynoxide.ts';
import { salon } from '../../steps/salon.ts';

export const NOW = '2026-11-20T10:00:00.000Z';

/** Projects that are connected to a calendar by an account, and what importing it makes of their days. */
export async function importDesk(slug: 'square' | 'calendly') {
  for (const level of ['log', 'warn'] as const) {
    vi.spyOn(console, level).mockImplementation(() => undefined);
  }
  const dynoxide = await startTable();
  let made = 0;
  let minutes = 0;
  let project: Project;
  const desk = {
    /** Begins with a project of which nothing was imported yet. */
    async open(different: Partial<Project> = {}): Promise<Project> {
      made += 1;
      const projectId = `${slug}_${made}` as ProjectId;
      project = salon({ projectId, connected: [slug], ...different });
      await noteConnected({ projectId, slug, actor: 'owner', now: NOW });
      return project;
    },
    configure(different: Partial<Project>): void {
      project = { ...project, ...different };
    },
    /** The owner signs in a moment later than she did first. */
    async signsInAnew(): Promise<void> {
      const { projectId } = project;
      await noteConnected({ projectId, slug, actor: 'owner', now: addSeconds(NOW, 5) });
    },
    /** An account with this token, which is the only one it has. */
    account: (token: string): SignedInAccount => ({
      account: { id: 'a', name: 'Owner' },
      connectedAt: NOW,
      accessToken: async () => ({ kind: 'ok', value: token }),
    }),
    /** Imports what stands there, each time two minutes later. */
    async upkeep(source: BusySource): Promise<void> {
      await importBusyTimes(project, [source], { now: addSeconds(NOW, 60 * minutes) });
      minutes += 2;
    },
    /** What the days say: `anna 2026-11-24 480-540`. */
    async taken(): Promise<string[]> {
      const { days } = await readAll(dynoxide.endpoint, dynoxide.tableName, project.projectId);
      return days
        .flatMap(({ specialistId, date, taken }) =>
          taken.map(({ from, to }) => `${specialistId} ${date} ${from}-${to}`),
        )
        .sort();
    },
    place: async () =>
      (await listBusyTimes({ access: { projectId: project.projectId } })).places[0],
    status: async () => {
      const found = await getIntegration(project.projectId, slug);
      return [found?.status, found?.trouble?.code];
    },
    /** How often people were told. */
    told: async () => {
      const { projectId } = project;
      const key = { projectId, kind: 'integration_attention', subject: slug } as const;
      const { Item } = await AlertEntity.build(GetItemCommand).key(key).send();
      return Item?.count;
    },
    close: () => dynoxide.close(),
  };
  return desk;
}
