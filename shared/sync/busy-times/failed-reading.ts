import { integrationLost } from '../../conversations/index.ts';
import type { Instant } from '../../platform/clock.ts';
import type { ProjectId } from '../../platform/ids.ts';
import type { AccountFailure } from '../../platform/oauth/index.ts';
import type { OutsideCalendar } from '../../projects/index.ts';
import type { BusyReading } from './busy-source.ts';

type FailedReading = Extract<BusyReading, { kind: 'failed' }>;

/** What was asked, where. */
export interface AskedAccount {
  readonly projectId: ProjectId;
  readonly slug: OutsideCalendar;
  /** The service as people know it: `Square`. */
  readonly service: string;
  readonly now: Instant;
  /** What people are told, where the service says more than that it refuses. */
  readonly message?: string;
  /** When what was tried had been connected: what came after that is not meant. */
  readonly connectedAt: Instant;
}

/** For the one who can do something about it; what the service itself said stays in the reading. */
const ATTENTION: Readonly<
  Partial<Record<AccountFailure['kind'], readonly [code: string, text: (name: string) => string]>>
> = {
  disconnected: [
    'credentials_refused',
    (name) => `${name} does not take this account any more; connect it again.`,
  ],
  forbidden: [
    'not_allowed',
    (name) => `${name} does not let this account read the appointments of the business.`,
  ],
};

/**
 * What it means for an import that a service did not answer: what was imported last holds. When only a person can help,
 * the integration needs attention and the project's people are told, once.
 */
export async function failedReading(
  { projectId, slug, service, now, message, connectedAt }: AskedAccount,
  failure: AccountFailure,
): Promise<FailedReading> {
  const attention = ATTENTION[failure.kind];
  if (attention) {
    const [code, text] = attention;
    const said = { code, message: message ?? text(service) };
    await integrationLost({ projectId, slug, ...said, connectedAt, now });
  }
  const { why } = failure;
  return unanswered(failure, why.startsWith(service) ? why : `${service}: ${why}`);
}

/**
 * A reading that a service did not answer, as patient as it asks for.
 *
 * @param why for people; names no credential
 */
export function unanswered(
  failure: { readonly kind: string; readonly retryAfterSeconds?: number },
  why: string,
): FailedReading {
  const { retryAfterSeconds } = failure;
  return { kind: 'failed', why, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
}
