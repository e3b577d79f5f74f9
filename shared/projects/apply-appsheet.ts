import type { ProjectConfig } from '../contracts/project-config.ts';
import type { AppSheetTable } from './project.ts';

/**
 * The AppSheet table that `wanted` makes of the one before; `undefined`: none.
 *
 * @param problems gets what is missing: a key opens one app, so another app needs its own
 */
export function applyAppSheet(
  before: AppSheetTable | undefined,
  wanted: ProjectConfig['appsheet'],
  problems: { path: string; message: string }[],
): AppSheetTable | undefined {
  if (wanted === undefined) return before;
  if (wanted === null) return undefined;
  const { app_id: appId, table, host = 'www.appsheet.com', access_key: key } = wanted;
  if (key === undefined && before?.appId !== appId) {
    problems.push({ path: 'appsheet.access_key', message: 'This app needs its access key.' });
  }
  return { appId, table, host };
}
