import { CREDENTIAL_FIELDS } from '../catalogue/index.ts';
import type { Instant } from '../platform/clock.ts';
import { getConnection, type Project } from '../projects/index.ts';
import type { CredentialChecks, Judged } from './accepted-credentials.ts';
import type { Integration } from './integration.ts';
import { markAccepted } from './mark-accepted.ts';
import type { TellLost } from './mark-needs-attention.ts';
import { type GrantPorts, judgeGrant } from './oauth/judge-grant.ts';
import { settingsIn } from './project-sections.ts';
import { isConfigured } from './service.ts';

/** What asking services again needs. */
export interface RecheckPorts extends GrantPorts {
  readonly checks: CredentialChecks;
  readonly lost: TellLost;
  readonly now: () => Instant;
}

/**
 * Asks the service of an integration whether it still takes what is stored of it, by one cheap call, and notes what it
 * says: what it refuses needs attention, and people are told; what it takes again is connected again. A sign-in that is
 * over stays over until its owner signs in.
 *
 * @param integration as it was just read
 * @param heals which troubles a good answer ends: that something was refused, or any; a key may be good and still not
 *   be allowed to do what it is for, which only work, or a person, can tell
 * @throws PassingFault when the service cannot be asked now; nothing has changed then
 */
export async function recheck(
  integration: Integration,
  project: Project,
  heals: 'credentials_refused' | 'any',
  ports: RecheckPorts,
): Promise<void> {
  const { projectId, slug, status, connectedAt, trouble } = integration;
  if (status === 'disconnected' || trouble?.code === 'sign_in_over') return;
  const judged = await judge(integration, project, ports);
  const now = ports.now();
  if (judged?.kind === 'refused') {
    const said = { code: 'credentials_refused', message: judged.why } as const;
    await ports.lost({ projectId, slug, ...said, connectedAt, now });
  }
  if (judged?.kind !== 'accepted' || !trouble) return;
  if (heals === 'any' || trouble.code === heals) await markAccepted(integration, now);
}

async function judge(
  integration: Integration,
  project: Project,
  ports: RecheckPorts,
): Promise<Judged | { readonly kind: 'over' } | undefined> {
  const { projectId, slug, type } = integration;
  if (type?.oauthProvider !== undefined) return await judgeGrant({ projectId, slug }, ports);
  const check = ports.checks[slug];
  const connection = check && (await getConnection(projectId, slug, { evenOff: true }));
  const { required = [] } = CREDENTIAL_FIELDS[slug] ?? {};
  // A key of another form is nothing that could be asked about.
  if (!connection || !required.every((name) => name in connection.credentials)) return undefined;
  const settings = isConfigured(slug) ? settingsIn(project, slug) : integration.settings;
  return await check({ credentials: connection.credentials, settings });
}
