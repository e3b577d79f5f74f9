import type { AlertList, AlertsQuery } from '../../contracts/alerts.ts';
import { alertsOf, type StoredAlert } from '../../conversations/index.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import type { ProjectId } from '../../platform/ids.ts';
import { getProject, type Project } from '../../projects/index.ts';
import { wordAlert } from './word-alert.ts';

const PAGE = 50;

/**
 * What people of a project had to look at in the last 90 days, in the project's language; what was met last comes
 * first, page by page.
 *
 * @returns a page, `invalid_cursor`, or `project_not_found`
 */
export async function listAlerts({
  access: { projectId },
  query: { limit = PAGE, cursor },
}: {
  readonly access: { readonly projectId: ProjectId };
  readonly query: AlertsQuery;
}): Promise<AlertList | Refusal<'invalid_cursor' | 'project_not_found'>> {
  const after = cursor === undefined ? undefined : placeOf(cursor);
  if (cursor !== undefined && after === undefined) {
    return refuse('invalid_cursor', 'The cursor is not one of this list.');
  }
  const [project, all] = await Promise.all([getProject(projectId), alertsOf(projectId)]);
  if (!project) return refuse('project_not_found', 'There is no such project.');
  // What is met again moves to the front: nobody sees it twice on his way down.
  const left = after === undefined ? all : all.filter((alert) => orderOf(alert) < after);
  const page = left.slice(0, limit);
  const alerts = await Promise.all(page.map((alert) => alertDocument(alert, project)));
  const last = page.at(-1);
  return left.length > limit && last
    ? { alerts, cursor: Buffer.from(orderOf(last)).toString('base64url') }
    : { alerts };
}

const orderOf = ({ lastAt, kind, subject }: StoredAlert) => `${lastAt} ${kind} ${subject}`;

function placeOf(cursor: string): string | undefined {
  const place = Buffer.from(cursor, 'base64url').toString();
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z \w+ /.test(place) ? place : undefined;
}

async function alertDocument(
  alert: StoredAlert,
  project: Project,
): Promise<AlertList['alerts'][number]> {
  const { kind, subject, since, lastAt, count } = alert;
  const words = await wordAlert(alert, project, project.language);
  const about = subject === '-' ? null : subject;
  return {
    id: `${kind}#${subject}`,
    kind,
    subject: about,
    ...words,
    since,
    last_at: lastAt,
    count,
  };
}
