import { APPSHEET_HOSTS } from '../contracts/appsheet-hosts.ts';
import { platformSecret } from '../platform/secrets/platform-secret.ts';
import { getConnection } from './get-connection.ts';
import type { AppSheetTable, Project } from './project.ts';

/** The table of a project and the key that opens its app. */
export interface AppSheetConnection extends AppSheetTable {
  readonly accessKey: string;
}

/**
 * The AppSheet table of a project: its own, its key sealed beside the project, else the installation's
 * (`APPSHEET_API_KEY`, `APPSHEET_APP_ID`, `APPSHEET_TABLE_NAME`, `APPSHEET_HOST`) when `APPSHEET_PROJECT_ID` names this
 * project. `undefined` when it is not connected.
 *
 * @throws Error when the sealed key does not open
 */
export async function appSheetConnection(
  project: Pick<Project, 'projectId' | 'appSheet'>,
): Promise<AppSheetConnection | undefined> {
  const { projectId, appSheet } = project;
  if (appSheet) {
    const connection = await getConnection(projectId, 'appsheet', { consistent: true });
    const accessKey = connection?.credentials.access_key;
    return accessKey === undefined ? undefined : { ...appSheet, accessKey };
  }
  const secret = await platformSecret();
  const { APPSHEET_API_KEY: accessKey, APPSHEET_APP_ID: appId } = secret;
  if (secret.APPSHEET_PROJECT_ID !== projectId || !accessKey || !appId) return undefined;
  const host = APPSHEET_HOSTS.find((one) => one === secret.APPSHEET_HOST) ?? 'www.appsheet.com';
  return { appId, table: secret.APPSHEET_TABLE_NAME || 'Bookings', host, accessKey };
}
