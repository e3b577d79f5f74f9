import { DynamoDBClient, type ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type Booking, OCCUPYING } from '../../shared/bookings/index.ts';
import type { UserId } from '../../shared/platform/ids.ts';
import { keys } from '../../shared/platform/table/keys.ts';
import type { Project } from '../../shared/projects/index.ts';

interface Day {
  readonly projectId: string;
  readonly specialistId: string;
  readonly date: string;
  readonly taken: readonly {
    readonly from: number;
    readonly to: number;
    readonly bookingId?: string;
  }[];
}

/** Everything of bookings that a table holds, read item by item past the product's own code. */
export interface Stored {
  readonly bookings: readonly Booking[];
  readonly days: readonly Day[];
}

/** Reads all bookings and day items of a project; `endpoint` is DynamoDB itself, without a proxy before it. */
export async function readAll(
  endpoint: string,
  tableName: string,
  projectId: string,
): Promise<Stored> {
  const client = documents(endpoint);
  const items: Record<string, unknown>[] = [];
  let after: ScanCommandOutput['LastEvaluatedKey'];
  do {
    const page = await client.send(
      new ScanCommand({ TableName: tableName, ExclusiveStartKey: after }),
    );
    items.push(...(page.Items ?? []));
    after = page.LastEvaluatedKey;
  } while (after);
  client.destroy();
  const own = items.filter((item) => item.projectId === projectId);
  return {
    bookings: own.filter((item) => item.entity === 'Booking') as unknown as Booking[],
    days: own.filter((item) => item.entity === 'SpecialistDay') as unknown as Day[],
  };
}

/** Stores a project and its owner as they are, past the product's own code. */
export async function putProject(
  endpoint: string,
  tableName: string,
  project: Project,
  ...ownerIds: readonly string[]
): Promise<void> {
  const { projectId } = project;
  const since = '2026-01-01T00:00:00.000Z';
  const member = { entity: 'Member', projectId, role: 'owner', since };
  const client = documents(endpoint);
  for (const item of [
    {
      ...keys.project(projectId),
      entity: 'Project',
      ...project,
      updatedBy: ownerIds[0],
      updatedAt: since,
    },
    ...ownerIds.map((userId) => ({
      ...keys.member(projectId, userId as UserId),
      ...{ ...member, userId },
    })),
  ]) {
    await client.send(new PutCommand({ TableName: tableName, Item: item }));
  }
  client.destroy();
}

/** A client of the table past the product; `destroy` it. */
export function documents(endpoint: string): DynamoDBDocumentClient {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const bare = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  return DynamoDBDocumentClient.from(bare);
}

const MINUTE = 60_000;

/** Pairs of occupying bookings of one specialist that share a minute: law 1 says there are none. */
export function overlaps({ bookings }: Stored): [Booking, Booking][] {
  const occupying = bookings
    .filter(({ status }) => OCCUPYING.has(status))
    .sort(
      (a, b) =>
        a.specialistId.localeCompare(b.specialistId) || a.startsAt.localeCompare(b.startsAt),
    );
  const found: [Booking, Booking][] = [];
  for (const [index, booking] of occupying.entries()) {
    for (const other of occupying.slice(index + 1)) {
      if (other.specialistId !== booking.specialistId || other.startsAt >= booking.endsAt) break;
      found.push([booking, other]);
    }
  }
  return found;
}

/** What the day items say is taken, one text per minute span and date, in order. */
export function takenByDays({ days }: Stored): string[] {
  return days
    .flatMap(({ specialistId, date, taken }) =>
      taken.map(({ from, to, bookingId }) => `${specialistId} ${date} ${from}-${to} ${bookingId}`),
    )
    .sort();
}

/** The same as the occupying bookings have it. */
export function takenByBookings({ bookings }: Stored): string[] {
  return bookings
    .filter(({ status }) => OCCUPYING.has(status))
    .flatMap(({ specialistId, bookingId, startsAt, endsAt }) => {
      const [start, end] = [Date.parse(startsAt), Date.parse(endsAt)];
      const parts: string[] = [];
      for (let date = startsAt.slice(0, 10); Date.parse(date) < end; ) {
        const midnight = Date.parse(date);
        const from = Math.max((start - midnight) / MINUTE, 0);
        const to = Math.min((end - midnight) / MINUTE, 1440);
        parts.push(`${specialistId} ${date} ${from}-${to} ${bookingId}`);
        date = new Date(midnight + 1440 * MINUTE).toISOString().slice(0, 10);
      }
      return parts;
    })
    .sort();
}
