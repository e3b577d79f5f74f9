import type { IntegrationHours } from '../contracts/integrations.ts';

const row = (weekday: number, start_time: string | null, end_time: string | null) => ({
  weekday,
  date: null,
  start_time,
  end_time,
  is_enabled: start_time !== null,
});

/** What a panel offers where nobody has set hours: the example of the requirements. */
export const DEFAULT_OFFER: IntegrationHours['offer'] = [
  ...[0, 1, 2, 3, 4].map((weekday) => row(weekday, '09:00', '18:00')),
  row(5, '10:00', '14:00'),
  row(6, null, null),
];
