import type { AltegioApi, AltegioRecord, AltegioResult, RecordQuery } from './api.ts';

/** More than a location has of one season, however short its pages; each is a call of a limit that all projects share. */
const MOST_PAGES = 40;
/** A journal that changed while its pages were read is read anew, so often. */
const TRIES = 2;

type Days = Pick<RecordQuery, 'from' | 'to'>;

/** What the pages of a journal said, one after the other. */
interface Read {
  readonly records: readonly AltegioRecord[];
  /** As many as there are said to be, and nothing else was said meanwhile. */
  readonly isWhole: boolean;
}

/**
 * Every record of some days, each once. Pages are cut anew with each call, and their order is not promised: a journal
 * that changed meanwhile may have hidden one, so it is read again. What two readings say alike is so, whatever is
 * counted there.
 */
export async function readJournal(
  api: AltegioApi,
  days: Days,
): Promise<AltegioResult<readonly AltegioRecord[]>> {
  let before: string | undefined;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const read = await readPages(api, days);
    if (read.kind !== 'ok') return read;
    const { records, isWhole } = read.value;
    const said = records
      .map(({ id }) => id)
      .sort()
      .join(' ');
    if (isWhole || said === before) return { kind: 'ok', value: records };
    before = said;
  }
  return { kind: 'not_now', why: 'the journal changes while it is read', untouched: true };
}

async function readPages(api: AltegioApi, days: Days): Promise<AltegioResult<Read>> {
  const found = new Map<string, AltegioRecord>();
  const totals = new Set<number>();
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const read = await api.records({ ...days, page });
    if (read.kind !== 'ok') return read;
    const { records, total } = read.value;
    for (const record of records) found.set(record.id, record);
    if (total !== undefined) totals.add(total);
    // How many rows a page has is the service's own choice: only an empty one is surely behind the last.
    if (records.length > 0 && (total === undefined || found.size < total)) continue;
    const isWhole = totals.size <= 1 && found.size >= Math.max(0, ...totals);
    return { kind: 'ok', value: { records: [...found.values()], isWhole } };
  }
  return { kind: 'refused', why: `the journal has more than ${MOST_PAGES} pages` };
}
