import { AuthorizationServer, type Rules } from '../authorization-server.ts';

export const STAND_IN_CLIENT = '100000000000001';
export const STAND_IN_CLIENT_SECRET = 'meta-stand-in-app-secret';
/** Instagram's app has an id and a secret of its own. */
export const STAND_IN_INSTAGRAM = '200000000000002';
export const STAND_IN_INSTAGRAM_SECRET = 'instagram-stand-in-app-secret';

const HOUR = 3600;
export const LONG_SECONDS = 5_183_944;

const both = {
  codeSeconds: 600,
  accessSeconds: HOUR,
  rotates: false,
  pkce: 'unknown',
  scopesJoinedBy: /[\s,]+/,
  givesRefresh: () => false,
} satisfies Partial<Rules>;

/** What the stand-in remembers between two requests: who granted what, at Facebook and at Instagram. */
export class MetaState {
  readonly facebook = new AuthorizationServer(
    {
      ...both,
      client: { id: STAND_IN_CLIENT, secret: STAND_IN_CLIENT_SECRET },
      revokesAll: true,
      person: { id: '1220000000001', email: 'owner@facebook.example', name: 'Olena Owner' },
      choosesScopes: true,
      knowsScope: (scope) => /^[a-z]+(_[a-z]+)+$/.test(scope),
    },
    'EAA-stand-in',
  );
  readonly instagram = new AuthorizationServer(
    {
      ...both,
      client: { id: STAND_IN_INSTAGRAM, secret: STAND_IN_INSTAGRAM_SECRET },
      person: { id: '17841400000000001', email: '', name: 'salon.olena' },
      choosesScopes: false,
      knowsScope: (scope) => /^instagram_business_[a-z_]+$/.test(scope),
    },
    'IGAA-stand-in',
  );
  /** Whether Instagram's token endpoint wraps its answer in `data`. */
  wrapped = false;

  reset(): void {
    this.facebook.reset();
    this.instagram.reset();
    this.wrapped = false;
  }
}
