import { createHash } from 'node:crypto';
import { type AccessToken, readToken, saveToken } from './access-token.ts';
import { now } from './clock.ts';
import { isRefusal, type Refusal } from './errors.ts';
import type { ProjectId } from './ids.ts';
import type { PlatformSecret } from './secrets/platform-secret.ts';

/** What a token is wanted for. */
export interface WantedToken<Refused extends Refusal> {
  readonly secret: PlatformSecret;
  readonly projectId: ProjectId;
  /** Names the credentials ({@link credentialsIdOf}): a token of others is not used. */
  readonly credentialsId: string;
  /** Asks the service for a new one. */
  readonly obtain: () => Promise<string | Refused>;
  /** A token that the service did not take although it should hold: it is not answered again. */
  readonly refused?: string | undefined;
}

export type TokenKeeper = <Refused extends Refusal = never>(
  wanted: WantedToken<Refused>,
) => Promise<string | Refused>;

/** A short name of credentials that tells nothing of them. */
export const credentialsIdOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 16);

/**
 * Keeps a service's tokens: in memory, and sealed in the table for all containers of a project. Who asks while one is on
 * its way waits for the same request; what a service refuses is not remembered.
 *
 * @param options `usedSeconds`: how long a token is used, shorter than it lives
 */
export function tokenKeeper({
  provider,
  usedSeconds,
}: {
  readonly provider: string;
  readonly usedSeconds: number;
}): TokenKeeper {
  const held = new Map<ProjectId, Promise<AccessToken | Refusal>>();

  const fresh = async ({
    credentialsId,
    obtain,
    refused,
    ...owner
  }: WantedToken<Refusal>): Promise<AccessToken | Refusal> => {
    const shared = await readToken({ ...owner, provider }, now());
    if (shared && shared.credentialsId === credentialsId && shared.token !== refused) return shared;
    const token = await obtain();
    if (isRefusal(token)) return token;
    return await saveToken({ ...owner, provider }, { token, credentialsId }, usedSeconds, now());
  };

  return async <Refused extends Refusal>(wanted: WantedToken<Refused>) => {
    const { projectId, credentialsId, refused } = wanted;
    const holding = held.get(projectId);
    if (holding !== undefined) {
      const one = await holding.catch(() => undefined);
      const isUsable = one && !isRefusal(one) && one.usableUntil > now();
      if (isUsable && one.credentialsId === credentialsId && one.token !== refused) {
        return one.token;
      }
      // Only the first of the waiting ones replaces what they all found stale.
      if (held.get(projectId) === holding) held.delete(projectId);
    }
    const asking = held.get(projectId) ?? fresh(wanted);
    held.set(projectId, asking);
    const one = await asking;
    return isRefusal(one) ? (one as Refused) : one.token;
  };
}
