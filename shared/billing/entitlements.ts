import type { PackageName } from '../contracts/package-names.ts';
import type { Project } from '../projects/index.ts';

/** What a package holds. */
export interface Entitlements {
  /** `general`: the integrations every business may have; `all`: those of its sphere too. */
  readonly integrations: 'general' | 'all';
  /** The AI may keep working hours in Telegram, Instagram and Messenger. */
  readonly workingHours: boolean;
  /** What clients ask, when, and how they liked it. */
  readonly analytics: boolean;
  /** Turns that are answered in a month of the project's zone; absent: without end. */
  readonly monthlyTurns?: number;
}

/** The one place that knows what is paid for (requirements/sphere-integrations.md, "Subscription Packages"). */
const ENTITLEMENTS: Readonly<Record<PackageName, Entitlements>> = {
  free: { integrations: 'general', workingHours: false, analytics: false, monthlyTurns: 100 },
  starter: { integrations: 'all', workingHours: true, analytics: false, monthlyTurns: 1_000 },
  professional: { integrations: 'all', workingHours: true, analytics: true },
};

/** The package of a project; one from before there were packages has everything. */
export function packageOf(project: Pick<Project, 'package'>): PackageName {
  return project.package ?? 'professional';
}

/** What a project may have. */
export function entitlementsOf(project: Pick<Project, 'package'>): Entitlements {
  return ENTITLEMENTS[packageOf(project)];
}
