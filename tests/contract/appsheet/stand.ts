import {
  BOOKING_COLUMNS,
  createAppSheet,
  DEMO_APP,
} from '../../../infra/local/providers/appsheet/index.ts';
import { ask, type Json, serveStandIn } from '../../steps/stand-in.ts';

interface Where {
  readonly app?: string;
  readonly table?: string;
  /** null: no key at all. */
  readonly key?: string | null;
}

/** The stand-in alone, with its demo app. */
export async function stand() {
  const served = await serveStandIn(createAppSheet);
  const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
    ask('POST', url, body, headers);
  const invoke = (
    Action: string,
    Rows: readonly object[] = [],
    Properties: object = {},
    { app = DEMO_APP.id, table = 'Bookings', key = DEMO_APP.accessKey }: Where = {},
  ) =>
    post(
      `${served.url}/api/v2/apps/${app}/tables/${encodeURIComponent(table)}/Action`,
      { Action, Properties, Rows },
      key === null ? {} : { applicationaccesskey: key },
    );
  return {
    ...served,
    ask: post,
    /** One call of the API, to the demo's table unless told. */
    invoke,
    find: (Selector?: string, more: object = {}) =>
      invoke('Find', [], { ...(Selector === undefined ? {} : { Selector }), ...more }),
    tell: (path: string, body: object = {}) => served.control('POST', path, body),
    /** The rows as a person sees them. */
    rows: async (): Promise<Json[]> => (await served.look('/table')).rows,
  };
}

export type Stand = Awaited<ReturnType<typeof stand>>;

/** A row of the demo's table as a call carries it. */
export const row = (id: string, fields: object = {}) => ({
  BookingID: id,
  ModelName: 'Anna',
  ClientName: 'Olena',
  Date: '11/24/2026',
  Time: '15:00:00',
  Duration: 60,
  TotalAmount: 450.5,
  Status: 'PENDING',
  ...fields,
});

export { BOOKING_COLUMNS, DEMO_APP };
