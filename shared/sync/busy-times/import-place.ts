import { createHash } from 'node:crypto';
import { replaceImportedBusy } from '../../availability/index.ts';
import { markWorking } from '../../integrations/index.ts';
import { addSeconds, type Instant } from '../../platform/clock.ts';
import type { BookingId, SpecialistId } from '../../platform/ids.ts';
import { logger } from '../../platform/logger.ts';
import { count } from '../../platform/metrics.ts';
import type { Project, Provider } from '../../projects/index.ts';
import { type BusyPlace, noteBusyPlace, stillClaimed } from './busy-place.ts';
import type { BusyReading, BusySource, BusySpan, UnmatchedPerson } from './busy-source.ts';
import { tellBusyTrouble } from './tell-busy-trouble.ts';

const DAY_SECONDS = 86_400;
/** Days after the horizon that its last bookings may reach into, in any zone. */
const DAYS_BEYOND = 3;
/** Entries that are remembered as unreadable: nobody mends more at once, and a row has its limits. */
const MOST_UNREADABLE = 300;
/** People who are shown as matched with nobody. */
const MOST_UNMATCHED = 50;

type Read = Extract<BusyReading, { kind: 'read' }>;

/**
 * Reads a claimed place and makes the days of its specialists say what it says. What was imported last stays when the
 * place cannot be read. Died over at any point, or overtaken by who claimed it next, it is done anew.
 *
 * @returns what is known of the place then
 */
export async function importPlace(
  project: Project,
  source: BusySource,
  claimed: BusyPlace,
  now: Instant,
): Promise<BusyPlace> {
  const { place } = claimed;
  const span = spanOf(project, now);
  const cursor = usableCursor(claimed, project, span.to);
  const since = claimed.cursor === undefined ? {} : { since: claimed.cursor };
  const question = { project, place, ...span, now, ...since };
  let reading = await source.read(cursor === undefined ? question : { ...question, cursor });
  if (reading.kind === 'failed' && reading.cursorGone && cursor !== undefined) {
    reading = await source.read(question);
  }
  if (reading.kind !== 'failed' && claimed.why !== undefined)
    await worksAgain(project, source, now);
  switch (reading.kind) {
    case 'failed':
      return await noteFailure(claimed, reading, now);
    case 'unchanged':
      return await note(claimed, {
        ...{ importedAt: now, why: undefined, failedAt: undefined, token: undefined },
        cursor: reading.cursor ?? cursor,
      });
    case 'read':
      return await writeReading(project, claimed, reading, { ...span, now });
  }
}

/** What did not answer does now: whatever integration opens it needs no attention for that. */
async function worksAgain(
  { projectId, googleAccount }: Project,
  { name }: BusySource,
  now: Instant,
): Promise<void> {
  const byKey = googleAccount !== undefined && name.startsWith('google-');
  await markWorking({ projectId, slug: (byKey ? 'google' : name) as Provider, askedAt: now });
}

/** From the beginning of today, as UTC has it, to behind the last booking that can be made. */
function spanOf({ horizonDays }: Project, now: Instant): { from: Instant; to: Instant } {
  const from = `${now.slice(0, 10)}T00:00:00.000Z`;
  return { from, to: addSeconds(from, (horizonDays + DAYS_BEYOND) * DAY_SECONDS) };
}

/** What a place answers to a cursor says nothing of days that were too far ahead then, or of another configuration. */
function usableCursor(
  { cursor, fingerprint, until = '', configuration, collisions = [] }: BusyPlace,
  project: Project,
  to: Instant,
): string | undefined {
  const isWhole = fingerprint !== undefined && until >= to && configuration === project.version;
  // A booking that collides may move without anything changing there.
  return isWhole && collisions.length === 0 ? cursor : undefined;
}

async function noteFailure(
  claimed: BusyPlace,
  { why, retryAfterSeconds = 0, cursorGone }: Extract<BusyReading, { kind: 'failed' }>,
  now: Instant,
): Promise<BusyPlace> {
  const { projectId, source } = claimed;
  count('BusyTimesUnknown', { projectId, source });
  logger.warn('What people have elsewhere could not be read; the last import counts.', {
    ...{ projectId, source, why },
  });
  const asked = addSeconds(now, retryAfterSeconds);
  const { nextReadAt = now } = claimed;
  return await note(claimed, {
    ...{ why, failedAt: now, token: undefined },
    nextReadAt: asked > nextReadAt ? asked : nextReadAt,
    ...(cursorGone ? { cursor: undefined } : {}),
  });
}

async function writeReading(
  project: Project,
  claimed: BusyPlace,
  reading: Read,
  { from, to, now }: { readonly from: Instant; readonly to: Instant; readonly now: Instant },
): Promise<BusyPlace> {
  const { projectId } = project;
  const spans = within(reading.busy, from, to);
  const fingerprint = fingerprintOf(spans);
  const before = claimed.collisions ?? [];
  let collisions = before;
  // Bookings that collided may have moved since: only the days know.
  if (fingerprint !== claimed.fingerprint || before.length > 0) {
    const said = Map.groupBy(spans, ({ specialistId }) => specialistId);
    const specialistIds = union(claimed.specialistIds ?? [], [...said.keys()]);
    // While the days are written, nothing is known of them: whoever comes after a crash writes them all.
    const begun = { fingerprint: undefined, specialistIds };
    if (!(await noteBusyPlace(claimed, begun))) return claimed;
    const found: BookingId[] = [];
    for (const specialistId of specialistIds) {
      const imported = await replaceImportedBusy({
        ...{ projectId, specialistId, from, to, spans: said.get(specialistId) ?? [] },
        source: sourceIn(claimed),
        guard: () => stillClaimed(claimed),
      });
      if (imported === 'outdated') return claimed;
      found.push(...imported.collisions);
    }
    collisions = [...new Set(found)].sort();
  }
  const unreadable = reading.unreadable.slice(0, MOST_UNREADABLE);
  await tellBusyTrouble(project, claimed, { collisions, unreadable, now });
  return await note(claimed, {
    ...{ importedAt: now, until: to, configuration: project.version, cursor: reading.cursor },
    ...{ fingerprint, collisions, unreadable, unmatched: eachOnce(reading.unmatched ?? []) },
    specialistIds: [...new Set(spans.map(({ specialistId }) => specialistId))],
    ...{ why: undefined, failedAt: undefined, token: undefined },
  });
}

/** The name of a place's intervals in the days of specialists. */
export const sourceIn = ({ source, hash }: BusyPlace): string => `${source}:${hash}`;

/** Every person once, in an order that is always the same. */
function eachOnce(people: readonly UnmatchedPerson[]): readonly UnmatchedPerson[] | undefined {
  const byId = new Map(people.map(({ id, name }) => [id, { id, name }]));
  const all = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return all.length === 0 ? undefined : all.slice(0, MOST_UNMATCHED);
}

/** The parts of spans that lie between two instants, in an order that is always the same. */
function within(spans: readonly BusySpan[], from: Instant, to: Instant): BusySpan[] {
  return spans
    .filter(({ startsAt, endsAt }) => startsAt < endsAt && startsAt < to && from < endsAt)
    .map(({ specialistId, startsAt, endsAt }) => ({
      specialistId,
      startsAt: startsAt < from ? from : startsAt,
      endsAt: endsAt > to ? to : endsAt,
    }))
    .sort((a, b) => textOf(a).localeCompare(textOf(b)));
}

const textOf = ({ specialistId, startsAt, endsAt }: BusySpan): string =>
  `${startsAt} ${endsAt} ${specialistId}`;

const fingerprintOf = (spans: readonly BusySpan[]): string =>
  createHash('sha256').update(spans.map(textOf).join('\n')).digest('base64url');

const union = (one: readonly SpecialistId[], other: readonly SpecialistId[]): SpecialistId[] =>
  [...new Set([...one, ...other])].sort();

/** Writes down what is known, unless somebody has taken over. */
async function note(
  claimed: BusyPlace,
  news: Parameters<typeof noteBusyPlace>[1],
): Promise<BusyPlace> {
  await noteBusyPlace(claimed, news);
  const known = Object.entries({ ...claimed, ...news }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as unknown as BusyPlace;
}
