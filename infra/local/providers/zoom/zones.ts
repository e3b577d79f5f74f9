/**
 * Zones that Zoom takes, as its list of abbreviations names them: it has Kiev and no Kyiv, and not every zone there is.
 * Those of Europe; of the rest the ones that the list is known to have.
 */
export const ZONES: ReadonlySet<string> = new Set([
  'UTC',
  ...[
    ...['Amsterdam', 'Athens', 'Belgrade', 'Berlin', 'Brussels', 'Bucharest', 'Budapest'],
    ...['Copenhagen', 'Dublin', 'Helsinki', 'Istanbul', 'Kiev', 'Lisbon', 'London'],
    ...['Luxembourg', 'Madrid', 'Moscow', 'Oslo', 'Paris', 'Prague', 'Rome', 'Sofia'],
    ...['Stockholm', 'Vienna', 'Warsaw', 'Zurich'],
  ].map((city) => `Europe/${city}`),
  ...['Asia/Almaty', 'Asia/Dubai', 'Asia/Jerusalem', 'Asia/Kolkata', 'Asia/Singapore'],
  ...['Asia/Tokyo', 'Asia/Nicosia', 'Australia/Sydney', 'Africa/Cairo', 'Africa/Johannesburg'],
  ...['America/Chicago', 'America/Denver', 'America/Los_Angeles', 'America/New_York'],
  ...['America/Sao_Paulo', 'America/Mexico_City', 'America/Vancouver', 'Pacific/Auckland'],
]);
