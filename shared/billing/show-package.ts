import type { PackageDocument } from '../contracts/billing.ts';
import { now } from '../platform/clock.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { getProject } from '../projects/index.ts';
import { entitlementsOf, packageOf } from './entitlements.ts';
import { forecastOf, quotaAlerts } from './forecast.ts';
import { type Month, monthAt } from './month.ts';
import { readTurnCounts, sum } from './quota.ts';

/** How many turns of a project were answered on the UTC dates that begin within a month. Implemented by conversations. */
export type AnsweredTurns = (projectId: ProjectId, month: Month) => Promise<number>;

/**
 * What a project pays for and how much of the month is used, as the API answers it. With a limit, `used` is exactly
 * what counts against it; without one it is what was answered, by UTC dates.
 */
export async function showPackage(
  projectId: ProjectId,
  answeredTurns: AnsweredTurns,
): Promise<PackageDocument | Refusal<'project_not_found'>> {
  const project = await getProject(projectId);
  if (!project) return refuse('project_not_found', 'There is no such project.');
  const { timeZone } = project;
  const moment = now();
  const month = monthAt(moment, timeZone);
  const entitlements = entitlementsOf(project);
  const { integrations, workingHours, analytics, monthlyTurns: limit } = entitlements;
  const used =
    limit === undefined
      ? await answeredTurns(projectId, month)
      : sum(await readTurnCounts(projectId, month.name));
  return {
    package: packageOf(project),
    entitlements: { integrations, working_hours: workingHours, analytics },
    period: { month: month.name, from: month.from, to: month.to, time_zone: timeZone },
    used,
    limit: limit ?? null,
    forecast: forecastOf(used, month, moment) ?? null,
    warning: (limit === undefined ? [] : quotaAlerts(used, limit, month, moment))[0] ?? null,
  };
}
