import {
  BOOKING_COLUMNS,
  createAppSheet,
  DEMO_APP,
} from '../../../infra/local/providers/appsheet/index.ts';
import { serveProvider } from '../../../infra/local/providers/index.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests look into JSON that came over the wire
export type Json = any;

interface Where {
  readonly app?: string;
  readonly table?: string;
  /** null: no key at all. */
  readonly key?: string | null;
}

/** The stand-in alone, with its demo app and a time that only the test moves. */
export async function stand() {
  let time = Date.parse('2026-11-20T10:00:00.000Z');
  const served = await serveProvider(createAppSheet(), () => new Date(time));
  const ask = async (url: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (text === '' ? undefined : JSON.parse(text)) as Json,
    };
  };
  const invoke = (
    Action: string,
    Rows: readonly object[] = [],
    Properties: object = {},
    { app = DEMO_APP.id, table = 'Bookings', key = DEMO_APP.accessKey }: Where = {},
  ) =>
    ask(
      `${served.url}/api/v2/apps/${app}/tables/${encodeURIComponent(table)}/Action`,
      { Action, Properties, Rows },
      key === null ? {} : { applicationaccesskey: key },
    );
  const look = async (path: string): Promise<Json> =>
    (await fetch(served.control + path)).json() as Json;
  return {
    url: served.url,
    ask,
    /** One call of the API, to the demo's table unless told. */
    invoke,
    find: (Selector?: string, more: object = {}) =>
      invoke('Find', [], { ...(Selector === undefined ? {} : { Selector }), ...more }),
    tell: (path: string, body: object = {}) => ask(served.control + path, body),
    look,
    /** The rows as a person sees them. */
    rows: async (): Promise<Json[]> => (await look('/table')).rows,
    later(seconds: number) {
      time += seconds * 1000;
    },
    close: served.close,
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
