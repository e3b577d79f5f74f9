import type { Instant } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import type { Provider } from '../projects/index.ts';
import { getIntegration } from './get-integration.ts';
import { markAccepted } from './mark-accepted.ts';

/**
 * Notes that what did not work before has worked: an integration that needed attention since an earlier moment needs
 * none any more. Of a sign-in that is over nothing works, so it stays so.
 *
 * @param work `askedAt`: when the service was asked; what became known since then counts
 */
export async function markWorking(work: {
  readonly projectId: ProjectId;
  readonly slug: Provider;
  readonly askedAt: Instant;
}): Promise<void> {
  const { projectId, slug, askedAt } = work;
  const integration = await getIntegration(projectId, slug);
  const { trouble } = integration ?? {};
  if (!integration || !trouble || trouble.code === 'sign_in_over') return;
  if (trouble.since < askedAt) await markAccepted(integration, askedAt);
}
