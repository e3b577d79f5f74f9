import {
  createSquare,
  STAND_IN_CLIENT,
  STAND_IN_CLIENT_SECRET,
} from '../../../infra/local/providers/square/index.ts';
import { square, squareOAuth } from '../../../shared/providers/square/index.ts';
import type { SquareApi } from '../../../shared/sync/index.ts';
import { ask, serveStandIn, signInAt } from '../../steps/stand-in.ts';

const CLIENT = { id: STAND_IN_CLIENT, secret: STAND_IN_CLIENT_SECRET };

/** The stand-in alone, and the product's own client of it. */
export async function stand() {
  const served = await serveStandIn(createSquare, { root: 'SQUARE_API_ROOT' });
  return {
    ...served,
    /** The owner signs in. @returns her access token */
    signIn: (scopes = squareOAuth.scopes.square ?? []) =>
      signInAt(served, squareOAuth, CLIENT, scopes),
    /** A call as it comes over the wire. */
    call: (token: string, path: string, headers: Record<string, string> = {}) =>
      ask('GET', `${served.url}/v2${path}`, undefined, {
        ...{ authorization: `Bearer ${token}`, 'square-version': '2026-10-15' },
        ...headers,
      }),
    /** The product's own client with this token. */
    api: (token: string): SquareApi => square(async () => ({ kind: 'ok', value: token })),
  };
}

export type Stand = Awaited<ReturnType<typeof stand>>;
