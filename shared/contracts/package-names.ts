/** What a project may pay for, the smallest first. What each holds stands in shared/billing/entitlements.ts. */
export const PACKAGE_NAMES = ['free', 'starter', 'professional'] as const;
export type PackageName = (typeof PACKAGE_NAMES)[number];
