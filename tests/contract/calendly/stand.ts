import {
  createCalendly,
  STAND_IN_CLIENT,
  STAND_IN_CLIENT_SECRET,
} from '../../../infra/local/providers/calendly/index.ts';
import { calendly, calendlyOAuth } from '../../../shared/providers/calendly/index.ts';
import type { CalendlyApi } from '../../../shared/sync/index.ts';
import { ask, serveStandIn, signInAt } from '../../steps/stand-in.ts';

const CLIENT = { id: STAND_IN_CLIENT, secret: STAND_IN_CLIENT_SECRET };

/** The stand-in alone, and the product's own client of it. */
export async function stand() {
  const served = await serveStandIn(createCalendly, { root: 'CALENDLY_API_ROOT' });
  return {
    ...served,
    /** Somebody signs in, the owner of the organization unless told. @returns her access token */
    signIn: (scopes = calendlyOAuth.scopes.calendly ?? [], person?: object) =>
      signInAt(served, calendlyOAuth, CLIENT, scopes, person),
    /** A call as it comes over the wire. */
    call: (token: string, path: string, headers: Record<string, string> = {}) =>
      ask('GET', served.url + path, undefined, { authorization: `Bearer ${token}`, ...headers }),
    /** The product's own client with this token. */
    api: (token: string): CalendlyApi => calendly(async () => ({ kind: 'ok', value: token })),
  };
}

export type Stand = Awaited<ReturnType<typeof stand>>;
