import { consentCall } from '../authorization-server.ts';
import { type Calls, controlled } from '../control.ts';
import { json, type ProviderAnswer, type ProviderRequest } from '../provider.ts';
import type { MetaState } from './state.ts';

const CALLS: Calls<{ state: MetaState }> = {
  'POST /wrapped': ({ state }) => {
    state.wrapped = true;
    return { wrapped: true };
  },
};

/**
 * What stands behind `/_local/providers/meta`; README.md lists the calls. `/instagram/consent` and its like are about
 * Instagram's page, the others about Facebook's.
 */
export async function control(
  state: MetaState,
  request: ProviderRequest,
): Promise<ProviderAnswer | undefined> {
  const path = request.path.replace(/^\/instagram/, '');
  const server = path === request.path ? state.facebook : state.instagram;
  const done = consentCall(server, { ...request, path });
  return done ? json(200, done) : controlled(CALLS, { state }, request);
}
