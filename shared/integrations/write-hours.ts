import { $remove, $set, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { now } from '../platform/clock.ts';
import { isRefusal, PassingFault, type Refusal } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import {
  ConnectionEntity,
  type HoursRow,
  noteWorkingHours,
  type Provider,
} from '../projects/index.ts';
import { getIntegration } from './get-integration.ts';
import { inOrder } from './hours-rows.ts';
import type { Integration } from './integration.ts';
import { writeIf } from './write-if.ts';

/** Writers that meet again and again are sent away after this many rounds. */
const ATTEMPTS = 6;

/** The hours that a change makes. */
export interface HoursAfter {
  readonly hours: readonly HoursRow[];
  /** `null`: the project's zone; absent: as it is. */
  readonly timeZone?: string | null | undefined;
}

/**
 * Changes the hours of an integration, all or nothing, also while somebody else does.
 *
 * @param change makes the hours after it of those before, or refuses; asked again when others wrote meanwhile
 * @returns the integration as it is then, what `change` refused, or `undefined` when there is no such integration
 * @throws PassingFault when others keep writing at the same moment
 */
export async function writeHours<Refused extends Refusal>(
  projectId: ProjectId,
  slug: Provider,
  change: (before: Integration) => HoursAfter | Refused,
): Promise<Integration | Refused | undefined> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const before = await getIntegration(projectId, slug);
    if (!before) return undefined;
    const wanted = change(before);
    if (isRefusal(wanted)) return wanted as Refused;
    const { hours, timeZone } = wanted as HoursAfter;
    const rows = inOrder(hours);
    if (rows.length > 0) await noteWorkingHours(projectId);
    const version = before.hoursVersion;
    const present = now();
    const written = await writeIf(() =>
      ConnectionEntity.build(UpdateItemCommand)
        .item({
          ...{ projectId, provider: slug, hoursVersion: version + 1, updatedAt: present },
          hours: $set(rows.map((row) => ({ ...row }))),
          ...(timeZone === undefined ? {} : { hoursTimeZone: timeZone ?? $remove() }),
        })
        .options({
          condition: {
            and: [
              { attr: 'provider', exists: true },
              version === 0
                ? { attr: 'hoursVersion', exists: false }
                : { attr: 'hoursVersion', eq: version },
            ],
          },
        })
        .send(),
    );
    if (!written) continue;
    const zone = timeZone === undefined ? before.hoursTimeZone : (timeZone ?? undefined);
    const { hoursTimeZone: _, ...rest } = before;
    return {
      ...rest,
      ...{ hours: rows, hoursVersion: version + 1, updatedAt: present },
      ...(zone === undefined ? {} : { hoursTimeZone: zone }),
    };
  }
  throw new PassingFault(`The hours of ${slug} are being changed by others.`);
}
