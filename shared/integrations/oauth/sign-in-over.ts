import type { Instant } from '../../platform/clock.ts';
import type { ProjectId } from '../../platform/ids.ts';
import {
  isConnectedSlug,
  OUTSIDE_CALENDARS,
  type Provider,
  setConnected,
} from '../../projects/index.ts';
import type { TellLost } from '../mark-needs-attention.ts';

/** What was read there holds until its owner signs in again or disconnects: clients book beside it. */
const KEPT: readonly string[] = OUTSIDE_CALENDARS;

/**
 * What an owner granted for an integration type is over: it needs attention, people are told, once, and nothing is tried
 * in her name any more.
 */
export async function signInOver(
  grant: { readonly projectId: ProjectId; readonly slug: string; readonly now: Instant },
  lost: TellLost,
): Promise<void> {
  const { projectId, now } = grant;
  const slug = grant.slug as Provider;
  const message = 'What its owner granted is over; connect it again.';
  await lost({ projectId, slug, code: 'sign_in_over', message, now });
  if (isConnectedSlug(slug) && !KEPT.includes(slug)) {
    await setConnected(projectId, slug, false, 'sign-in over');
  }
}
