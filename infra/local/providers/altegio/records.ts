import { type Fields, objectOf } from '../form.ts';
import { json, type ProviderAnswer, type ProviderRequest } from '../provider.ts';
import { Refused, WORDS } from './errors.ts';
import { shownRecord } from './record.ts';
import { type AltegioState, type Entry, type Limits, type Location, overlapping } from './state.ts';
import { isWallTime, wallOf } from './wall-time.ts';

const DEFAULT_COUNT = 50;
const TAKEN = 433;

/** `GET /records/{location}`: deleted ones are left out unless they are asked for. */
export function listRecords(
  location: Location,
  query: URLSearchParams,
  limits: Limits,
): ProviderAnswer {
  const page = whole(query, 'page', 1);
  const count = Math.min(whole(query, 'count', DEFAULT_COUNT), limits.page);
  const [from, to] = [day(query, 'start_date'), day(query, 'end_date')];
  const [after, before] = [moment(query, 'changed_after'), moment(query, 'changed_before')];
  const staff = query.get('staff_id');
  const found = location.entries.filter(
    (one) =>
      (!one.deleted || query.get('with_deleted') === '1') &&
      (from === null || one.date.slice(0, 10) >= from) &&
      (to === null || one.date.slice(0, 10) <= to) &&
      (after === null || wallOf(one.changedAt, location.zone) >= after) &&
      (before === null || wallOf(one.changedAt, location.zone) <= before) &&
      (staff === null || one.staffId === Number(staff)),
  );
  // The newest first.
  const shown = found.toReversed().slice((page - 1) * count, page * count);
  return json(200, {
    success: true,
    data: shown.map((one) => shownRecord(one, location)),
    meta: { page, total_count: found.length },
  });
}

/** `POST /records/{location}`. */
export function createRecord(
  state: AltegioState,
  location: Location,
  { body, now }: ProviderRequest,
): ProviderAnswer {
  const fields = read(body);
  const missing = ['staff_id', 'services', 'datetime', 'seance_length'].filter(
    (name) => fields[name] === undefined,
  );
  if (missing.length > 0) {
    const errors = Object.fromEntries(missing.map((name) => [name, ['Обязательное поле']]));
    throw new Refused(422, 'Произошла ошибка', errors);
  }
  const staffId = Number(fields.staff_id);
  if (!location.staff.some((one) => one.id === staffId)) {
    throw new Refused(404, 'Сотрудник не найден');
  }
  const date = String(fields.datetime).slice(0, 19).replace('T', ' ');
  if (!isWallTime(date)) throw new Refused(422, 'Неверная дата');
  const given = { staffId, date, seconds: Number(fields.seance_length) };
  const asked = { ...given, deleted: false } as Omit<Entry, 'id'>;
  if (fields.save_if_busy !== true && overlapping(location, asked)) {
    throw new Refused(422, WORDS.taken, { code: TAKEN });
  }
  const { phone = '', name = '' } = (fields.client ?? {}) as Record<string, unknown>;
  const client = { id: 160_000_000 + state.next(), name: String(name), phone: String(phone) };
  const apiId = String(fields.api_id ?? '');
  const entry = state.addEntry(location, { ...given, client, apiId }, now);
  return json(201, { success: true, data: shownRecord(entry, location), meta: [] });
}

/** `DELETE /record/{location}/{id}`: 204, and no body. */
export function removeRecord(
  location: Location,
  id: string | undefined,
  now: Date,
): ProviderAnswer {
  const entry = recordOf(location, id);
  entry.deleted = true;
  entry.changedAt = now.getTime();
  return { status: 204, headers: {}, body: '' };
}

/** A record that is there and not deleted. */
export function recordOf(location: Location, id: string | undefined): Entry {
  const entry = location.entries.find((one) => String(one.id) === id && !one.deleted);
  if (!entry) throw new Refused(404, WORDS.record);
  return entry;
}

function whole(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw wrong(name);
  return Number(text);
}

function day(query: URLSearchParams, name: string): string | null {
  const text = query.get(name);
  if (text !== null && !isWallTime(`${text} 00:00:00`)) throw wrong(name);
  return text;
}

/** Without a zone: what stands on the wall of the location. */
function moment(query: URLSearchParams, name: string): string | null {
  const text = query.get(name);
  if (text !== null && !isWallTime(text.replace('T', ' '))) throw wrong(name);
  return text;
}

const wrong = (name: string) =>
  new Refused(400, 'Произошла ошибка', { [name]: ['Неверное значение'] });

function read(body: Buffer): Fields {
  const fields = objectOf(body);
  if (fields) return fields;
  throw new Refused(400, 'Неверный JSON');
}
