import {
  createZoom,
  STAND_IN_CLIENT,
  STAND_IN_CLIENT_SECRET,
} from '../../../infra/local/providers/zoom/index.ts';
import { zoom, zoomOAuth } from '../../../shared/providers/zoom/index.ts';
import type { ZoomApi } from '../../../shared/sync/index.ts';
import { ask, type Json, serveStandIn, signInAt } from '../../steps/stand-in.ts';

const CLIENT = { id: STAND_IN_CLIENT, secret: STAND_IN_CLIENT_SECRET };

/** The stand-in alone, and the product's own client of it. */
export async function stand() {
  const served = await serveStandIn(createZoom, { root: 'ZOOM_API_ROOT' });
  return {
    ...served,
    /** Somebody signs in, the person of the stand-in unless told. @returns her access token */
    signIn: (person?: object, scopes = zoomOAuth.scopes.zoom ?? []) =>
      signInAt(served, zoomOAuth, CLIENT, scopes, person),
    /** A call as it comes over the wire. */
    call: (token: string, method: string, path: string, body?: unknown) =>
      ask(method, `${served.url}/v2${path}`, body, { authorization: `Bearer ${token}` }),
    /** The product's own client with this token. */
    api: (token: string): ZoomApi => zoom(async () => ({ kind: 'ok', value: token })),
    meetings: (): Promise<Json[]> => served.look('/meetings'),
  };
}

export type Stand = Awaited<ReturnType<typeof stand>>;
