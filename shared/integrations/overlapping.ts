import { type HoursInput, overlaps } from '../contracts/integrations.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { HoursRow, Provider } from '../projects/index.ts';
import { hoursDocument } from './hours-rows.ts';

/** Refuses a row that opens a minute which one of `others` opens too. */
export function overlapping(
  slug: Provider,
  wanted: HoursInput,
  others: readonly HoursRow[],
): Refusal<'hours_overlap', { readonly id: string }> | undefined {
  const clash = others.find((row) => overlaps(wanted, hoursDocument(slug, row)));
  if (!clash) return undefined;
  return refuse('hours_overlap', 'These hours overlap others of that day.', { id: clash.id });
}
