import type { ReconcileDocument, ReconcileQuery } from '../contracts/reconcile.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { getProject } from '../projects/index.ts';
import type { Destination } from './destination.ts';
import { type ReconcilePorts, reconcile } from './reconcile.ts';
import { listReports, type ReconcileReport, type ReportedList } from './reconcile-report.ts';

/** The caller is answered within 29 s, whatever a place takes. */
const READ_MS = 20_000;

export interface ReconcileForCaller {
  readonly access: { readonly projectId: ProjectId };
  readonly query: ReconcileQuery;
}

/** A member has the destinations of a project compared with its bookings, and put right unless it is a dry run. */
export async function reconcileForCaller(
  { access: { projectId }, query: { dryRun, destination } }: ReconcileForCaller,
  destinations: readonly Destination[],
  ports: ReconcilePorts,
): Promise<ReconcileDocument | Refusal<'not_connected'>> {
  const project = await getProject(projectId);
  const wish = { destination, dryRun, cause: 'member', readMs: READ_MS } as const;
  const reports = project ? await reconcile(project, destinations, wish, ports) : [];
  if (reports.length === 0) {
    return refuse('not_connected', 'The project is not connected to such a destination.');
  }
  return { places: reports.map(documentOf) };
}

/** What every place of a project showed when it was compared last. */
export async function showReconciled({
  access: { projectId },
}: Pick<ReconcileForCaller, 'access'>): Promise<ReconcileDocument> {
  return { places: (await listReports(projectId)).map(documentOf) };
}

function documentOf(report: ReconcileReport): ReconcileDocument['places'][number] {
  const { destination, place, at, cause, dryRun, checked, inFlight, healing, failed } = report;
  return {
    ...{ destination, place, at, cause, dry_run: dryRun, checked, in_flight: inFlight },
    missing: listOf(report.missing),
    extra: listOf(report.extra),
    different: listOf(report.different),
    healing,
    ...(failed === undefined ? {} : { failed }),
  };
}

function listOf({ total, first }: ReportedList) {
  return {
    total,
    bookings: first.map(({ bookingId, code, startsAt, entry }) => ({
      booking_id: bookingId,
      known: code !== undefined,
      ...(code === undefined ? {} : { code }),
      ...(startsAt === undefined ? {} : { starts_at: startsAt }),
      ...(entry === undefined ? {} : { entry }),
    })),
  };
}
