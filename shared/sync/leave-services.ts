import { forgetIntegration, integrationsLeft, takeBackGrant } from '../integrations/index.ts';
import type { Instant } from '../platform/clock.ts';
import { PassingFault } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { logger } from '../platform/logger.ts';
import { count } from '../platform/metrics.ts';
import type { OAuthFailure, OAuthProvider } from '../platform/oauth/index.ts';
import { getConnection, type Project, type Provider } from '../projects/index.ts';
import type { CalendarOptions } from './google-calendar/destination.ts';
import { endChannels } from './google-calendar/end-channels.ts';
import type { UpkeepMessage } from './upkeep-message.ts';

/** About an hour of growing delays; whoever is away for longer keeps what ends by itself one day. */
const TRIES = 16;

type Failure = Pick<OAuthFailure, 'kind' | 'why'> & { readonly retryAfterSeconds?: number };

/** What a service says when it is left; `undefined`: nothing, it is left. */
type Left = Failure | undefined;

/** What leaving needs from outside. */
export interface LeavePorts {
  readonly calendars: Pick<CalendarOptions, 'api' | 'connectionOf'>;
  readonly providers: readonly OAuthProvider[];
  /** Has the updates of a bot posted to this API no longer; left alone when they go elsewhere by now. */
  readonly leaveBot: (token: string, apiUrl: string) => Promise<Left>;
  readonly apiUrl: string;
  /** Onto the queue of upkeep. */
  readonly put: (message: UpkeepMessage) => Promise<void>;
  readonly now: () => Instant;
}

/**
 * The task `leave` of upkeep, of a project that is closed: what it had at other services ends there, too. First the
 * channels of calendars, which need an account; then a message of its own for every service: grants are taken back,
 * webhooks of bots removed, and only then is all of it forgotten. A service that cannot be reached is tried again for an
 * hour, then given up.
 *
 * @throws PassingFault when it has to be tried again
 */
export async function leaveServices(
  project: Project,
  { destination, attempt }: UpkeepMessage,
  ports: LeavePorts,
): Promise<void> {
  const { projectId } = project;
  if (destination === undefined) {
    const left = await endChannels(project, { ...ports.calendars, now: ports.now() });
    settle(left, { projectId, slug: 'google-calendar' }, attempt);
    for (const slug of await integrationsLeft(projectId)) {
      await ports.put({ projectId, task: 'leave', destination: slug, attempt: 0 });
    }
    return;
  }
  const slug = destination as Provider;
  settle(await leave(projectId, slug, ports), { projectId, slug }, attempt);
  await forgetIntegration(projectId, slug);
}

async function leave(projectId: ProjectId, slug: Provider, ports: LeavePorts): Promise<Left> {
  if (slug.startsWith('telegram-')) {
    const known = await getConnection(projectId, slug, { consistent: true, evenOff: true });
    const token = known?.credentials.bot_token;
    return token === undefined ? undefined : await ports.leaveBot(token, ports.apiUrl);
  }
  const done = await takeBackGrant(projectId, slug, ports.providers);
  return done.kind === 'ok' ? undefined : done;
}

/** @throws PassingFault for what may go better later, unless it was tried often enough */
function settle(
  left: Left,
  named: { readonly projectId: ProjectId; readonly slug: string },
  attempt: number,
): void {
  if (!left) return;
  const { kind, why, retryAfterSeconds } = left;
  if (kind === 'not_now' && attempt + 1 < TRIES) {
    throw new PassingFault(`${named.slug} cannot be left now: ${why}`, {
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    });
  }
  if (kind !== 'not_now') {
    // What was taken back before is told so by some.
    logger.warn('A service does not take back what a closed project gave it.', { ...named, why });
    return;
  }
  count('ServiceNotLeft', named);
  logger.error('A service still has what a closed project gave it.', { ...named, why });
}
