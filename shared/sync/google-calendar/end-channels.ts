import type { Instant } from '../../platform/clock.ts';
import { googleConnection, type Project } from '../../projects/index.ts';
import type { GoogleFailure } from '../google-result.ts';
import { forgetChannel, listChannels } from './channel.ts';
import type { CalendarOptions } from './destination.ts';

/**
 * Has Google tell of no calendar of a project any more. Each channel that is stopped, or ends by itself, is forgotten.
 *
 * @returns why Google could not be told now: those channels are kept, to be tried again
 */
export async function endChannels(
  project: Project,
  {
    api,
    now,
    connectionOf = googleConnection,
  }: Pick<CalendarOptions, 'api' | 'connectionOf'> & { readonly now: Instant },
): Promise<Extract<GoogleFailure, { kind: 'not_now' }> | undefined> {
  const known = await listChannels(project.projectId);
  const account = known.length > 0 ? await connectionOf(project) : undefined;
  const calendar = account && api(account).calendar;
  let later: Extract<GoogleFailure, { kind: 'not_now' }> | undefined;
  for (const channel of known) {
    const { channelId: id, resourceId, expiresAt } = channel;
    const stopped =
      calendar && expiresAt > now ? await calendar.stop({ id, resourceId }) : undefined;
    if (stopped?.kind === 'not_now') later = stopped;
    // Whatever else it says: it ends by itself within a week.
    else await forgetChannel(channel);
  }
  return later;
}
