import { keepIntegrations, type RecheckPorts } from '../integrations/index.ts';
import { PassingFault } from '../platform/errors.ts';
import type { Project } from '../projects/index.ts';
import { claimNight, endNight } from './claim-night.ts';
import type { UpkeepMessage } from './upkeep-message.ts';

/** A service that is away for a moment is asked again; one that is away for long, tomorrow. */
const TRIES = 4;

/**
 * The task `accounts` of upkeep: once a day every service is asked whether it still takes what a project has there.
 *
 * @throws PassingFault when a service could not be asked and is worth asking again
 */
export async function keepAccounts(
  project: Project,
  { night: day, attempt }: UpkeepMessage,
  ports: RecheckPorts,
): Promise<void> {
  const { projectId } = project;
  const claim = day && { projectId, night: day, task: 'accounts' as const };
  // A message that puts itself back goes on with its own day.
  if (claim && attempt === 0 && !(await claimNight(claim, ports.now()))) return;
  const unanswered = await keepIntegrations(project, ports);
  if (unanswered > 0 && attempt + 1 < TRIES) {
    throw new PassingFault(`${unanswered} services could not be asked.`);
  }
  if (claim) await endNight(claim, ports.now());
}
