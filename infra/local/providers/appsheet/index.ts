import { type Fields, isFields, objectOf } from '../form.ts';
import {
  json,
  type Provider,
  type ProviderAnswer,
  type ProviderRequest,
  type Service,
} from '../provider.ts';
import { standIn } from '../stand-in.ts';
import { ACTIONS } from './actions.ts';
import { control } from './control.ts';
import { emitChanges } from './emit.ts';
import {
  apiDisabled,
  badRequest,
  empty,
  failure,
  noKey,
  problem,
  Refused,
  unknownApp,
  unknownTable,
  wrongKey,
} from './errors.ts';
import { AppSheetState } from './state.ts';
import { localeOf } from './values.ts';

export { BOOKING_COLUMNS, DEMO_APP } from './state.ts';
export type { Column } from './values.ts';

/** The AppSheet API v2 as far as the product uses it. See README.md. */
export function createAppSheet(): Provider {
  const state = new AppSheetState();
  const service: Service = {
    name: 'appsheet',
    answer: (request) => answer(state, request),
    failure,
    control: (request) => control(state, request),
    busy: () => state.posting > 0,
    reset: () => state.reset(),
  };
  return standIn(service);
}

function answer(state: AppSheetState, request: ProviderRequest): ProviderAnswer {
  try {
    return act(state, request);
  } catch (fault) {
    if (fault instanceof Refused) return problem(fault);
    throw fault;
  }
}

function act(state: AppSheetState, { method, path, query, headers, body, now }: ProviderRequest) {
  const [, appId = '', tableName = ''] =
    /^\/api\/v2\/apps\/([^/]+)\/tables\/([^/]+)\/Action\/?$/i.exec(path) ?? [];
  if (appId === '') throw new Refused(404, 'Not Found');
  if (method !== 'POST') throw new Refused(405, 'The requested resource supports POST only.');
  const app = state.apps.get(decodeURIComponent(appId));
  if (!app) throw unknownApp(decodeURIComponent(appId));
  const key = headers.applicationaccesskey ?? query.get('applicationAccessKey') ?? '';
  if (key === '') throw noKey();
  if (key !== app.accessKey) throw wrongKey();
  if (!app.apiEnabled) throw apiDisabled();

  const fields = read(body);
  const action = typeof fields.Action === 'string' ? fields.Action : '';
  const emptied = state.emptied(app.id, action, now);
  if (emptied?.applied === false) return empty();

  const name = decodeURIComponent(tableName);
  const table = app.tables.get(name);
  if (!table) throw unknownTable(name);
  const perform = ACTIONS[action];
  if (!perform) throw badRequest(`Action '${action}' not found`);
  const properties = isFields(fields.Properties) ? fields.Properties : {};
  const { Locale, Selector, RunAsUserEmail } = properties;
  if (Selector !== undefined && typeof Selector !== 'string') {
    throw badRequest('Selector must be an expression.');
  }
  const rows = fields.Rows ?? [];
  if (!Array.isArray(rows) || !rows.every(isFields))
    throw badRequest('Rows must be a list of rows.');
  const call = { state, app, table, locale: localeOf(Locale), selector: Selector, rows, now };
  const done = perform(call);
  const email = typeof RunAsUserEmail === 'string' ? RunAsUserEmail : app.owner;
  // Nobody waits for what a bot of the app does.
  void emitChanges(state, app, table, done.changed, { by: 'api', email }, now);
  if (emptied) return empty();
  return json(200, action === 'Find' ? done.rows : { Rows: done.rows });
}

function read(body: Buffer): Fields {
  const fields = objectOf(body);
  if (fields) return fields;
  throw badRequest('The request body is not a JSON object.');
}
