import type { Burst, Notice } from '../conversations/index.ts';

/** What was said in a conversation, as far as it was read. */
export type Said = Pick<Burst, 'turns' | 'summary' | 'notices'>;

/** What the system told the client since the last answer, oldest first; `isArchived`: no history shows it. */
export function toldSince({
  turns,
  summary,
  notices = [],
}: Said): (Notice & { readonly isArchived: boolean })[] {
  const last = turns[0]?.decidedAt ?? '';
  const isArchived = last <= (summary?.upTo ?? '');
  return notices
    .filter(({ saidAt }) => saidAt >= last)
    .map((notice) => ({ ...notice, isArchived }));
}

/** The last that was said to her, by the AI or by the system: her words may be an answer to it. */
export function lastSaid(said: Said): string {
  return toldSince(said).at(-1)?.text ?? said.turns[0]?.parts.join(' ') ?? '';
}
