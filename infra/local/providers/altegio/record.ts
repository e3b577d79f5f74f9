import type { Fields } from '../form.ts';
import type { Entry, Location } from './state.ts';
import { offsetOf, offsetText, wallOf } from './wall-time.ts';

/**
 * A record as the API answers it. What differs between the endpoints and backends of the real service differs here from
 * row to row: numbers that are texts, `date` in two shapes, and an offset in `datetime` that is an hour wrong around a
 * change of the clocks.
 */
export function shownRecord(entry: Entry, location: Location): Fields {
  const { id, staffId, seconds, date, client, attendance } = entry;
  const staff = location.staff.find((one) => one.id === staffId);
  const offset = offsetOf(date, location.zone);
  const isWrong = id % 3 === 0;
  const [asText, asIso] = [id % 2 === 0, id % 5 === 0];
  const datetime = `${date.replace(' ', 'T')}${offsetText(isWrong ? offset + 60 : offset)}`;
  const wall = (instant: number) => `${wallOf(instant, location.zone)}${offsetText(offset, '')}`;
  return {
    id,
    company_id: location.id,
    staff_id: asText ? String(staffId) : staffId,
    visit_id: asText ? String(id - 100_000_000) : id - 100_000_000,
    activity_id: 0,
    clients_count: client ? 1 : 0,
    services: client ? [{ id: 5_000_001, title: 'Haircut', cost: 4000, amount: 1 }] : [],
    goods_transactions: [],
    staff: {
      id: staffId,
      api_id: null,
      name: staff?.name ?? '',
      specialization: '',
      position: [],
      rating: 0,
    },
    client: client && { ...client, surname: '', display_name: client.name, email: '' },
    comer: null,
    date: asIso ? datetime : date,
    datetime,
    create_date: wall(entry.createdAt),
    last_change_date: wall(entry.changedAt),
    comment: entry.comment,
    online: false,
    attendance: asText ? String(attendance) : attendance,
    visit_attendance: attendance,
    confirmed: entry.confirmed,
    seance_length: asText ? String(seconds) : seconds,
    length: seconds,
    api_id: entry.apiId,
    deleted: asText ? Number(entry.deleted) : entry.deleted,
    paid_full: 0,
    custom_fields: asText ? {} : [],
    record_labels: [],
    documents: [],
  };
}
