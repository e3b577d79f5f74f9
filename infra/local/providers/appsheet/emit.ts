import type { Changed } from './actions.ts';
import type { App, AppSheetState, Posted, Table } from './state.ts';
import { shown } from './values.ts';

/** Who changed a row. */
export interface Changer {
  readonly by: 'person' | 'api';
  readonly email: string;
}

/**
 * Calls the webhook of a table for every change it waits for, one after the other, as a bot of AppSheet does.
 *
 * @returns the calls with how they ended
 */
export async function emitChanges(
  state: AppSheetState,
  app: App,
  table: Table,
  changes: readonly Changed[],
  changer: Changer,
  now: Date,
): Promise<readonly Posted[]> {
  const { automation } = table;
  if (!automation || (changer.by === 'api' && !automation.byApi)) return [];
  const wanted = changes.filter(({ event }) => automation.events.includes(event));
  const calls: Posted[] = [];
  state.posting += 1;
  try {
    for (const change of wanted) {
      const body = filled(automation.body, app, table, change, changer);
      const { event } = change;
      const call: Posted = { event, by: changer.by, body, at: now.toISOString(), status: null };
      calls.push(call);
      table.posted.push(call);
      call.status = await post(automation.url, automation.headers, body);
    }
  } finally {
    state.posting -= 1;
  }
  return calls;
}

async function post(
  url: string,
  headers: Record<string, string>,
  body: unknown,
): Promise<number | string> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    await response.arrayBuffer();
    return response.status;
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
}

function filled(
  template: unknown,
  app: App,
  table: Table,
  change: Changed,
  changer: Changer,
): unknown {
  if (typeof template === 'string') {
    return template.replace(/<<\s*(.+?)\s*>>/g, (_, expression: string) =>
      value(expression, app, table, change, changer),
    );
  }
  if (Array.isArray(template)) {
    return template.map((one) => filled(one, app, table, change, changer));
  }
  if (typeof template !== 'object' || template === null) return template;
  const entries = Object.entries(template).map(([name, one]) => [
    name,
    filled(one, app, table, change, changer),
  ]);
  return Object.fromEntries(entries);
}

function value(
  expression: string,
  app: App,
  table: Table,
  { before, after }: Changed,
  { email }: Changer,
): string {
  if (/^USEREMAIL\(\)$/i.test(expression)) return email;
  const [, earlier, name = ''] =
    /^(?:\[_THISROW_(BEFORE|AFTER)\]\.)?\[([^\]]+)\]$/i.exec(expression) ?? [];
  const column = table.columns.find((one) => one.name === name);
  if (!column) return '';
  const row = earlier?.toUpperCase() === 'BEFORE' ? before : after;
  return shown(column, row[name] ?? '', app.locale);
}
