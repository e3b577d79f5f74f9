import { createGoogle } from '../../../infra/local/providers/google/index.ts';
import {
  STAND_IN_CLIENT,
  STAND_IN_CLIENT_SECRET,
} from '../../../infra/local/providers/google/state.ts';
import type { Alarm, Provider } from '../../../infra/local/providers/provider.ts';
import type { OAuthProvider } from '../../../shared/platform/oauth/index.ts';
import { googleOAuth } from '../../../shared/providers/google/index.ts';

/** A service that people connect by signing in, with its stand-in. */
export interface Service {
  readonly provider: OAuthProvider;
  readonly create: (alarm: Alarm) => Provider;
  /** The variable that names its address. */
  readonly root: string;
  readonly client: { readonly id: string; readonly secret: string };
  /** The integration type that is connected. */
  readonly slug: string;
  /** Seconds of virtual time after which its access tokens do not hold any more; absent: they always do. */
  readonly accessSeconds?: number;
  /** Whether a refresh token is good once. */
  readonly rotates: boolean;
  readonly choosesScopes: boolean;
  /** What the stand-in's paths of the token endpoint begin with. */
  readonly tokenPath: string;
}

/** Every service with a sign-in. A provider passes all of the suite, or it is not offered. */
export const SERVICES: readonly Service[] = [
  {
    provider: googleOAuth,
    create: createGoogle,
    root: 'GOOGLE_API_ROOT',
    client: { id: STAND_IN_CLIENT, secret: STAND_IN_CLIENT_SECRET },
    slug: 'google-calendar',
    accessSeconds: 3599,
    rotates: false,
    choosesScopes: true,
    tokenPath: '/token',
  },
];
