import type { CredentialCheck } from '../../integrations/index.ts';
import { PassingFault } from '../../platform/errors.ts';
import type { AppSheetConnection } from '../../projects/index.ts';
import { appSheet } from './client.ts';

/** Somebody waits for the answer. */
const LIMITS = { timeoutMs: 5_000 } as const;
/** A row that nobody has: only whether the app answers matters. */
const NO_ROW = 'frontdesk-connection-check';

/** Whether an access key opens the table of an app: one look for a row that is not there. */
export const checkAppSheet: CredentialCheck = async ({ credentials, settings }) => {
  const { app_id: appId, table, host } = settings;
  const connection = {
    appId: String(appId),
    table: String(table),
    host: (host ?? 'www.appsheet.com') as AppSheetConnection['host'],
    accessKey: credentials.access_key ?? '',
  };
  const shape = { key: 'BookingID', dates: [] };
  const [batch] = await appSheet(connection, shape, LIMITS).find([NO_ROW]);
  const result = batch?.result;
  if (result?.kind === 'ok') return { kind: 'accepted', account: connection.appId };
  if (result?.kind === 'refused') {
    return { kind: 'refused', why: `AppSheet does not open this table: ${result.why}` };
  }
  throw new PassingFault('AppSheet does not answer.');
};
