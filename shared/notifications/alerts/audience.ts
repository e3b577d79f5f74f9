import type { Alert, AlertKind } from '../../conversations/index.ts';

/** Who is told of an alert. Everybody of the project sees it in the list of alerts. */
interface Audience {
  /** Reception, in Telegram; `quietly`: without a sound, since nobody has to act. */
  readonly reception?: 'aloud' | 'quietly';
  /** Each owner, by mail. */
  readonly owners?: true;
}

const BOTH = { reception: 'aloud', owners: true } as const;

const AUDIENCES: Readonly<Record<AlertKind, Audience>> = {
  outage: { reception: 'aloud' },
  hand_over: { reception: 'aloud' },
  client_budget: { reception: 'aloud' },
  project_budget: BOTH,
  unreachable_chat: { owners: true },
  bot_disabled: BOTH,
  destination_differs: { owners: true },
  integration_attention: BOTH,
  unreadable_rows: { reception: 'aloud' },
  busy_elsewhere: { reception: 'aloud' },
  quota_forecast: { owners: true },
  quota_close: { owners: true },
  quota_spent: BOTH,
  written_when_closed: { reception: 'quietly' },
};

/** Who is to be told of an alert. A reception bot that is disabled tells nobody of it. */
export function audienceOf({ kind, subject }: Pick<Alert, 'kind' | 'subject'>): Audience {
  if (kind === 'bot_disabled' && subject === 'reception') return { owners: true };
  return AUDIENCES[kind];
}
