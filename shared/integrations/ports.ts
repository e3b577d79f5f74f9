import type { UserId } from '../platform/ids.ts';
import type { Project } from '../projects/index.ts';
import type { CredentialChecks } from './accepted-credentials.ts';
import type { Integration } from './integration.ts';
import type { MayHave } from './may-connect.ts';

/** What connecting needs from outside. */
export interface ConnectPorts {
  readonly checks: CredentialChecks;
  /** What a project pays for. */
  readonly mayHave: (project: Project) => MayHave;
  /** Tells a service that it is left, as far as it listens; never fails for what it answers. */
  readonly revoke?: (integration: Integration, actor: UserId) => Promise<void>;
}
