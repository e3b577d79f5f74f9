import {
  type Address,
  type Channel,
  integrationLost,
  type SendResult,
} from '../../conversations/index.ts';
import { type Instant, now, secondsBetween } from '../../platform/clock.ts';
import { NoAnswer, requestJson } from '../../platform/http-client.ts';
import type { ProjectId } from '../../platform/ids.ts';
import { describeFault, logger } from '../../platform/logger.ts';
import type { PlatformSecret } from '../../platform/secrets/platform-secret.ts';
import { credentialsIdOf, tokenKeeper } from '../../platform/token-keeper.ts';
import { getConnection } from '../../projects/index.ts';
import { sendRequest } from './body.ts';
import { judgeSend } from './errors.ts';
import { split } from './split.ts';

/** The most characters SendPulse takes in one text. */
export const LONGEST_TEXT = 1024;
const TIMEOUT_MS = 8_000;
/** Tokens live an hour; a few minutes of it are left for clocks and calls on their way. */
const USED_SECONDS = 52 * 60;
/** How long a container believes which credentials a project has. */
const CREDENTIALS_SECONDS = 60;

/** What SendPulse answers to an id and secret that it does not know. */
const REFUSING = new Set([400, 401, 403]);

/** How a project is known to SendPulse: an OAuth client, or a static key that never expires. */
export type SendPulseCredentials = (
  | { readonly clientId: string; readonly clientSecret: string }
  | { readonly apiKey: string }
) & {
  /** When the project got them: others, that it got since, are not blamed for these. */
  readonly connectedAt?: Instant;
};

/** What the client needs from outside. */
export interface SendPulseOptions {
  readonly secret: PlatformSecret;
  /** Base URL without a trailing slash. */
  readonly apiRoot?: string | undefined;
  /** The project's own credentials; `undefined`: the installation's serve it. Unless told, its connection's. */
  readonly credentialsOf?: (projectId: ProjectId) => Promise<SendPulseCredentials | undefined>;
}

/**
 * The channel that answers through SendPulse. A token is shared by all containers (sealed in the table) and kept in
 * memory; concurrent sends of a project wait for one refresh. Nothing is retried here but a send whose token was
 * refused, once.
 */
export function sendPulseChannel(options: SendPulseOptions): Channel {
  const apiRoot = options.apiRoot ?? process.env.SENDPULSE_API_ROOT ?? 'https://api.sendpulse.com';
  const keep = tokenKeeper({ provider: 'sendpulse', usedSeconds: USED_SECONDS });
  const known = new Map<ProjectId, { at: string; credentials: Promise<SendPulseCredentials> }>();

  const credentialsOf = (projectId: ProjectId): Promise<SendPulseCredentials> => {
    const cached = known.get(projectId);
    if (cached && Math.abs(secondsBetween(cached.at, now())) < CREDENTIALS_SECONDS) {
      return cached.credentials;
    }
    const credentials = (options.credentialsOf ?? connectedCredentials)(projectId).then(
      (own) => own ?? platformCredentials(options.secret),
    );
    known.set(projectId, { at: now(), credentials });
    credentials.catch(() => known.delete(projectId));
    return credentials;
  };

  const bearer = async (projectId: ProjectId, refused?: string): Promise<string> => {
    const credentials = await credentialsOf(projectId);
    if ('apiKey' in credentials) return credentials.apiKey;
    const { clientId, clientSecret } = credentials;
    return await keep<never>({
      ...{ secret: options.secret, projectId, refused },
      credentialsId: credentialsIdOf(clientId, clientSecret),
      obtain: () => obtain(projectId, credentials),
    });
  };

  const obtain = async (
    projectId: ProjectId,
    { clientId, clientSecret, connectedAt }: Extract<SendPulseCredentials, { clientId: string }>,
  ): Promise<string> => {
    const { status, body } = await requestJson({
      method: 'POST',
      url: `${apiRoot}/oauth/access_token`,
      body: {
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      },
      timeoutMs: TIMEOUT_MS,
    });
    const token = (body as { access_token?: unknown } | null)?.access_token;
    if (REFUSING.has(status)) await credentialsRefused(projectId, connectedAt);
    if (status !== 200 || typeof token !== 'string' || token === '') {
      throw new Error(`SendPulse gave no access token (status ${status}).`);
    }
    return token;
  };

  const trySend = async (
    projectId: ProjectId,
    request: NonNullable<ReturnType<typeof sendRequest>>,
    refused?: string,
  ): Promise<{ result: ReturnType<typeof judgeSend>; token: string }> => {
    const token = await bearer(projectId, refused);
    const answer = await requestJson({
      method: 'POST',
      url: `${apiRoot}${request.path}`,
      headers: { authorization: `Bearer ${token}` },
      body: request.body,
      timeoutMs: TIMEOUT_MS,
    });
    return { result: judgeSend(answer), token };
  };

  return {
    split: (text) => split(text, LONGEST_TEXT),
    async send(projectId: ProjectId, to: Address, text: string): Promise<SendResult> {
      const request = sendRequest(to.service, to.contactId, text);
      if (request === undefined) return { kind: 'refused', why: `unknown service ${to.service}` };
      let sending = false;
      try {
        await bearer(projectId);
        sending = true;
        const first = await trySend(projectId, request);
        if (first.result.kind !== 'unauthorized') return first.result;
        const second = await trySend(projectId, request, first.token);
        if (second.result.kind !== 'unauthorized') return second.result;
        await credentialsRefused(projectId, (await credentialsOf(projectId)).connectedAt);
        return { kind: 'not_now', why: 'SendPulse refuses the credentials', untouched: true };
      } catch (fault) {
        logger.warn('SendPulse gave no answer.', { projectId, ...describeFault(fault) });
        const untouched = !sending || !(fault instanceof NoAnswer) || !fault.sent;
        return { kind: 'not_now', why: 'no answer', untouched };
      }
    },
  };
}

/** Nothing happens when the project is served with the installation's. */
async function credentialsRefused(
  projectId: ProjectId,
  connectedAt: Instant | undefined,
): Promise<void> {
  const message = 'SendPulse no longer takes this id and secret.';
  const trouble = { code: 'credentials_refused', message, now: now() };
  const meant = connectedAt === undefined ? {} : { connectedAt };
  await integrationLost({ projectId, slug: 'sendpulse', ...meant, ...trouble });
}

async function connectedCredentials(
  projectId: ProjectId,
): Promise<SendPulseCredentials | undefined> {
  const connection = await getConnection(projectId, 'sendpulse');
  if (connection === undefined) return undefined;
  const { credentials, connectedAt } = connection;
  const { client_id: clientId, client_secret: clientSecret, api_key: apiKey } = credentials;
  if (clientId && clientSecret) return { clientId, clientSecret, connectedAt };
  return apiKey ? { apiKey, connectedAt } : undefined;
}

function platformCredentials(secret: PlatformSecret): SendPulseCredentials {
  const { SENDPULSE_CLIENT_ID: clientId, SENDPULSE_CLIENT_SECRET: clientSecret } = secret;
  if (clientId && clientSecret) return { clientId, clientSecret };
  if (secret.SENDPULSE_API_KEY) return { apiKey: secret.SENDPULSE_API_KEY };
  throw new Error('No SendPulse credentials: neither the project nor the platform has any.');
}
