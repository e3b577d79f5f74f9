import type { Instant } from '../../platform/clock.ts';
import {
  isConnectedSlug,
  OUTSIDE_CALENDARS,
  type Provider,
  setConnected,
} from '../../projects/index.ts';
import type { TellLost } from '../mark-needs-attention.ts';
import { getGrant, type StoredGrant } from './oauth-grant.ts';

/** What was read there holds until its owner signs in again or disconnects: clients book beside it. */
const KEPT: readonly string[] = OUTSIDE_CALENDARS;

/**
 * What an owner granted for an integration type is over: it needs attention, people are told, once, and nothing is tried
 * in her name any more. Of what she granted anew meanwhile nothing is said.
 */
export async function signInOver(
  { projectId, slug: type, grantedAt }: Pick<StoredGrant, 'projectId' | 'slug' | 'grantedAt'>,
  lost: TellLost,
  now: Instant,
): Promise<void> {
  const slug = type as Provider;
  const message = 'What its owner granted is over; connect it again.';
  const connectedAt = grantedAt;
  await lost({ projectId, slug, code: 'sign_in_over', message, connectedAt, now });
  if (!isConnectedSlug(slug) || KEPT.includes(slug)) return;
  const present = await getGrant(projectId, slug);
  if (present && present.grantedAt !== grantedAt) return;
  await setConnected(projectId, slug, false, 'sign-in over');
}
