import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { addDays } from '../../shared/availability/index.ts';
import type { BookingId, ClientId, ProjectId, SpecialistId } from '../../shared/platform/ids.ts';
import { keys } from '../../shared/platform/table/keys.ts';
import { everyDay, HAIRCUT, salon } from '../../tests/steps/salon.ts';

/** Five specialists who work 18 slots a day. */
export const project = salon({
  projectId: 'bench_salon' as ProjectId,
  timeZone: 'Europe/Kyiv',
  workHours: everyDay('09:00', '18:00'),
  horizonDays: 90,
  specialists: ['a', 'b', 'c', 'd', 'e'].map((name) => ({
    specialistId: name as SpecialistId,
    name,
  })),
});

/** The moment of every search and booking, and the 14 days that are searched. */
export const NOW = '2026-11-20T10:00:00.000Z';
export const SEARCH = { fromDate: '2026-11-23', toDate: '2026-12-06' } as const;
const SEARCHED_DAYS = 14;
/** Bookings in the searched days, the same in every table, so that only the size of the table differs. */
export const SEARCHED = 100;
const PER_DAY = 18;

/** Opens a client of its own on a DynamoDB, past the product. */
export function clientOf(endpoint: string): DynamoDBDocumentClient {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint, region: 'us-east-1', credentials }),
  );
}

/** Stores `count` bookings with their day items: {@link SEARCHED} in the searched days, the others before and after. */
export async function fillTable(endpoint: string, tableName: string, count: number): Promise<void> {
  const client = clientOf(endpoint);
  const items = itemsOf(count);
  const worker = async (): Promise<void> => {
    for (let batch = next(); batch.length > 0; batch = next()) {
      const requests = batch.map((Item) => ({ PutRequest: { Item } }));
      await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }));
    }
  };
  const next = (): object[] => Array.from({ length: 25 }, () => items.next().value ?? []).flat();
  await Promise.all(Array.from({ length: 8 }, worker));
  client.destroy();
}

function* itemsOf(count: number): Generator<object, undefined> {
  const { projectId, specialists } = project;
  let made = 0;
  for (let day = 0; made < count; day += 1) {
    const searched = day < SEARCHED_DAYS;
    // 0–13 are searched; then one day before and one after, in turns.
    const away = Math.ceil((day - SEARCHED_DAYS + 1) / 2);
    const offset = searched ? day : day % 2 === 0 ? SEARCHED_DAYS + away : -away;
    const date = addDays(SEARCH.fromDate, offset);
    for (const [index, { specialistId }] of specialists.entries()) {
      const share = Math.floor((SEARCHED * (day * 5 + index + 1)) / (SEARCHED_DAYS * 5));
      const here = searched ? share - made : Math.min(PER_DAY, count - made);
      const taken = [];
      for (let slot = 0; slot < here; slot += 1) {
        made += 1;
        const bookingId = `B${made}` as BookingId;
        const from = 7 * 60 + ((slot * 7) % PER_DAY) * 30;
        taken.push({ from, to: from + 30, bookingId });
        yield bookingItem(bookingId, specialistId, date, from);
      }
      if (taken.length > 0) {
        yield {
          ...keys.specialistDay(projectId, specialistId, date),
          ...{ entity: 'SpecialistDay', projectId, specialistId, date, version: here, left: [] },
          taken: taken.toSorted((a, b) => a.from - b.from),
        };
      }
    }
  }
}

function bookingItem(
  bookingId: BookingId,
  specialistId: SpecialistId,
  date: string,
  from: number,
): object {
  const { projectId } = project;
  const clientId = `client-${Number(bookingId.slice(1)) % 1000}` as ClientId;
  const startsAt = new Date(Date.parse(date) + from * 60_000).toISOString();
  return {
    ...keys.booking(projectId, bookingId),
    // Outside the two indexes: a search reads neither, and the emulator fills a large one ever more slowly.
    ...{ entity: 'Booking', projectId, bookingId, code: 'ABCDEF', status: 'CONFIRMED', version: 1 },
    ...{ specialistId, specialistName: specialistId, serviceId: HAIRCUT, serviceName: 'Haircut' },
    ...{ startsAt, endsAt: new Date(Date.parse(startsAt) + 1_800_000).toISOString() },
    ...{ timeZone: project.timeZone, clientId, clientName: 'Client', createdAt: NOW },
    ...{ updatedAt: NOW, actor: { kind: 'client', id: clientId }, wishes: '', changeKeys: [] },
  };
}
