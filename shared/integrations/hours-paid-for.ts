import { type Refusal, refuse } from '../platform/errors.ts';
import type { MayHave } from './may-connect.ts';

/** Why a project may not set working hours; `undefined` when it may. Taking them away is free. */
export function hoursPaidFor({
  workingHours,
}: MayHave): Refusal<'not_in_package', { readonly needs: string }> | undefined {
  if (workingHours) return undefined;
  const message = 'Working hours belong to the package Starter and those above it.';
  return refuse('not_in_package', message, { needs: 'starter' });
}
