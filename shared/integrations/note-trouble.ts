import type { Instant } from '../platform/clock.ts';
import { getIntegration } from './get-integration.ts';
import { markNeedsAttention, type Trouble } from './mark-needs-attention.ts';

/**
 * Notes that a service no longer takes what an integration has.
 *
 * @returns since when it needs attention, which is earlier when somebody noted it before; `undefined`: it does not, or
 *   there is none
 */
export async function noteTrouble(trouble: Trouble): Promise<Instant | undefined> {
  if (await markNeedsAttention(trouble)) return trouble.now;
  const { projectId, slug } = trouble;
  const found = await getIntegration(projectId, slug);
  return found?.status === 'needs_attention' ? found.trouble?.since : undefined;
}
