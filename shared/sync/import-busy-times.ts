import { replaceImportedBusy } from '../availability/index.ts';
import { addSeconds, type Instant } from '../platform/clock.ts';
import type { Project } from '../projects/index.ts';
import {
  type BusyPlace,
  claimBusyPlace,
  forgetBusyPlace,
  hashOf,
  listBusyPlaces,
  noteBusyPlace,
  stillClaimed,
} from './busy-place.ts';
import type { BusySource } from './busy-source.ts';
import { sourceIn } from './import-place.ts';
import { busyPlacesOf, refreshBusyTimes } from './refresh-busy.ts';
import { tellBusyTrouble } from './tell-busy-trouble.ts';

const CLAIM_SECONDS = 60;
const LONGEST_AHEAD_SECONDS = 400 * 86_400;

/**
 * What upkeep does every few minutes: imports what people typed into the places of a project, and frees the time of
 * places that the project does not name any more.
 *
 * @param sources all kinds of places there are
 * @throws PassingFault when the days could not be written now
 */
export async function importBusyTimes(
  project: Project,
  sources: readonly BusySource[],
  { now }: { readonly now: Instant },
): Promise<void> {
  const named = new Set(
    (await busyPlacesOf(project, sources)).map(({ source, place }) =>
      nameOf({ source: source.name, hash: hashOf(place) }),
    ),
  );
  // First what is left: a specialist's calendar that was replaced blocks until then.
  const left = (await listBusyPlaces(project.projectId)).filter((one) => !named.has(nameOf(one)));
  for (const place of left) await freePlace(project, place, now);
  await refreshBusyTimes(project, sources, { now });
}

const nameOf = ({ source, hash }: Pick<BusyPlace, 'source' | 'hash'>): string =>
  `${source} ${hash}`;

/** Takes everything of a place out of everybody's days, and forgets it. */
async function freePlace(project: Project, place: BusyPlace, now: Instant): Promise<void> {
  const claimed = await claimBusyPlace(place, { now, seconds: CLAIM_SECONDS });
  if (!claimed) return;
  if (!(await noteBusyPlace(claimed, { fingerprint: undefined }))) return;
  const { projectId } = project;
  const from = `${now.slice(0, 10)}T00:00:00.000Z`;
  for (const specialistId of claimed.specialistIds ?? []) {
    const freed = await replaceImportedBusy({
      ...{ projectId, specialistId, source: sourceIn(claimed), from, spans: [] },
      to: addSeconds(from, LONGEST_AHEAD_SECONDS),
      guard: () => stillClaimed(claimed),
    });
    if (freed === 'outdated') return;
  }
  await tellBusyTrouble(project, claimed, { collisions: [], unreadable: [], now });
  await forgetBusyPlace(claimed);
}
