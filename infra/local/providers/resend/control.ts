import { type Calls, controlled } from '../control.ts';
import type { ProviderRequest } from '../provider.ts';
import type { ResendState } from './state.ts';

const CALLS: Calls<{ state: ResendState }> = {
  'GET /mails': ({ state, body: { to } }) => {
    const asked = typeof to === 'string' ? to.toLowerCase() : '';
    return state.mails.filter(
      (mail) => asked === '' || mail.to.some((one) => one.toLowerCase() === asked),
    );
  },
  'POST /limits': ({ state, body: { perSecond } }) => {
    state.limits = { perSecond: typeof perSecond === 'number' ? perSecond : null };
    return state.limits;
  },
  'POST /verified': ({ state, body: { domains } }) => {
    state.verified = Array.isArray(domains) ? domains.map(String) : null;
    return { domains: state.verified };
  },
};

/** What stands behind `/_local/providers/resend`; README.md lists the calls. */
export const control = (state: ResendState, request: ProviderRequest) =>
  controlled(CALLS, { state }, request);
