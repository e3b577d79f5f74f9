import { PassingFault } from '../platform/errors.ts';
import { logger } from '../platform/logger.ts';
import type { Project } from '../projects/index.ts';
import { allIntegrations } from './all-integrations.ts';
import type { Integration } from './integration.ts';
import { markNeedsAttention, type TellLost } from './mark-needs-attention.ts';
import { heldToken } from './oauth/judge-grant.ts';
import { getGrant } from './oauth/oauth-grant.ts';
import { type RecheckPorts, recheck } from './recheck.ts';

/** Nobody misses what is switched off. */
const quietly: TellLost = async (trouble) => {
  await markNeedsAttention(trouble);
};

/**
 * Asks every service of a project whether it still takes what is stored of it, so that each integration says the truth
 * although nobody uses it, and renews what would die of disuse, also of what is switched off.
 *
 * @returns how many services could not be asked now
 * @throws the first fault that does not pass, after all others were asked
 */
export async function keepIntegrations(project: Project, ports: RecheckPorts): Promise<number> {
  const all = await allIntegrations(project.projectId);
  const asked = await Promise.allSettled(all.map((one) => keep(one, project, ports)));
  const faults = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  const lasting = faults.find((fault) => !(fault instanceof PassingFault));
  if (lasting !== undefined) throw lasting;
  for (const fault of faults as readonly PassingFault[]) {
    const { projectId } = project;
    logger.warn('A service could not be asked about an integration.', {
      ...{ projectId, why: fault.message },
    });
  }
  return faults.length;
}

async function keep(
  integration: Integration,
  project: Project,
  ports: RecheckPorts,
): Promise<void> {
  if (integration.active) return await recheck(integration, project, 'credentials_refused', ports);
  const grant = await getGrant(integration.projectId, integration.slug);
  const provider = ports.providers.find(({ name }) => name === grant?.provider);
  if (grant && provider) await heldToken(grant, provider, { ...ports, lost: quietly });
}
