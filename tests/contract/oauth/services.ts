import * as calendly from '../../../infra/local/providers/calendly/index.ts';
import { createGoogle } from '../../../infra/local/providers/google/index.ts';
import {
  STAND_IN_CLIENT,
  STAND_IN_CLIENT_SECRET,
} from '../../../infra/local/providers/google/state.ts';
import * as meta from '../../../infra/local/providers/meta/index.ts';
import type { Alarm, Provider } from '../../../infra/local/providers/provider.ts';
import * as square from '../../../infra/local/providers/square/index.ts';
import * as zoom from '../../../infra/local/providers/zoom/index.ts';
import type { OAuthProvider } from '../../../shared/platform/oauth/index.ts';
import { calendlyOAuth } from '../../../shared/providers/calendly/index.ts';
import { googleOAuth } from '../../../shared/providers/google/index.ts';
import { instagramOAuth, metaOAuth } from '../../../shared/providers/meta/index.ts';
import { squareOAuth } from '../../../shared/providers/square/index.ts';
import { zoomOAuth } from '../../../shared/providers/zoom/index.ts';

/** A service that people connect by signing in, with its stand-in. */
export interface Service {
  readonly provider: OAuthProvider;
  readonly create: (alarm: Alarm) => Provider;
  /** The variable that names its address. */
  readonly root: string;
  readonly client: { readonly id: string; readonly secret: string };
  /** The integration type that is connected. */
  readonly slug: string;
  /** Seconds of virtual time after which its access tokens have to be renewed. */
  readonly renewedAfter: number;
  /** Whether the token at hand is still good then. */
  readonly stillHolds: boolean;
  /** Days after which a grant that nobody used is over; absent: it lasts. */
  readonly diesAfter?: number;
  readonly revokes: boolean;
  readonly choosesScopes: boolean;
  /** What the stand-in's paths of the token endpoint begin with. */
  readonly tokenPath: string;
  /** What the stand-in's control calls about people begin with. */
  readonly controls: string;
  /** What is asked in her name for each purpose; another purpose's consent is not enough. Absent: whose account it is. */
  readonly asks?: Readonly<Record<string, (root: string) => Asked>>;
  /** Purposes of which the consent for one is no good for those outside of its group. */
  readonly apart?: readonly (readonly string[])[];
}

/** A call that needs what a purpose asks for. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
  /** What the stand-in has to have. */
  readonly world?: readonly [path: string, body: unknown];
}

const OWNER = 'owner@gmail.example';
/** Everything of a mail is ASCII, as it travels. */
const MAIL = `To: client@mail.example\r\nSubject: =?UTF-8?B?${Buffer.from('Вітаємо').toString('base64')}?=\r\n\r\nHello`;

/** Somebody else's, shared with her. */
const TEAM = 'team@group.calendar.google.com';
const GOOGLE: Service['asks'] = {
  'google-calendar': (root) => ({
    ...{ method: 'POST', url: `${root}/calendar/v3/freeBusy` },
    world: ['/calendars', { id: TEAM, share: [OWNER] }],
    body: {
      ...{ timeMin: '2026-11-20T00:00:00Z', timeMax: '2026-11-21T00:00:00Z' },
      items: [{ id: TEAM }],
    },
  }),
  // Her own calendar, which everybody has by herself: nothing else is opened.
  'google-meet': (root) => ({
    method: 'GET',
    url: `${root}/calendar/v3/calendars/${OWNER}/events`,
  }),
  'google-sheets': (root) => ({
    ...{ method: 'GET', url: `${root}/v4/spreadsheets/book` },
    world: ['/spreadsheets', { id: 'book', share: [OWNER] }],
  }),
  gmail: (root) => ({
    ...{ method: 'POST', url: `${root}/gmail/v1/users/me/messages/send` },
    body: { raw: Buffer.from(MAIL).toString('base64url') },
  }),
};
const META: Service['asks'] = {
  'facebook-messenger': (root) => ({ method: 'GET', url: `${root}/v25.0/me/accounts` }),
  'instagram-page': (root) => ({ method: 'GET', url: `${root}/v25.0/me/accounts` }),
  whatsapp: (root) => ({
    ...{ method: 'POST', url: `${root}/v25.0/15550001111/messages` },
    body: {
      ...{ messaging_product: 'whatsapp', to: '380501112233' },
      ...{ type: 'text', text: { body: 'Hello' } },
    },
  }),
};

const DAY = 86_400;

/** Every service with a sign-in. A provider passes all of the suite, or it is not offered. */
export const SERVICES: readonly Service[] = [
  {
    provider: googleOAuth,
    create: createGoogle,
    root: 'GOOGLE_API_ROOT',
    client: { id: STAND_IN_CLIENT, secret: STAND_IN_CLIENT_SECRET },
    slug: 'google-calendar',
    asks: GOOGLE,
    apart: [['google-calendar', 'google-meet'], ['google-sheets'], ['gmail']],
    renewedAfter: 3599,
    stillHolds: false,
    diesAfter: 183,
    revokes: true,
    choosesScopes: true,
    tokenPath: '/token',
    controls: '',
  },
  {
    provider: zoomOAuth,
    create: zoom.createZoom,
    root: 'ZOOM_API_ROOT',
    client: { id: zoom.STAND_IN_CLIENT, secret: zoom.STAND_IN_CLIENT_SECRET },
    slug: 'zoom',
    renewedAfter: 3600,
    stillHolds: false,
    diesAfter: 91,
    revokes: true,
    choosesScopes: false,
    tokenPath: '/oauth/token',
    controls: '',
  },
  {
    provider: calendlyOAuth,
    create: calendly.createCalendly,
    root: 'CALENDLY_API_ROOT',
    client: { id: calendly.STAND_IN_CLIENT, secret: calendly.STAND_IN_CLIENT_SECRET },
    slug: 'calendly',
    renewedAfter: 7200,
    stillHolds: false,
    revokes: true,
    choosesScopes: true,
    tokenPath: '/oauth/token',
    controls: '',
  },
  {
    provider: squareOAuth,
    create: square.createSquare,
    root: 'SQUARE_API_ROOT',
    client: { id: square.STAND_IN_CLIENT, secret: square.STAND_IN_CLIENT_SECRET },
    slug: 'square',
    renewedAfter: 30 * DAY,
    stillHolds: false,
    revokes: true,
    choosesScopes: true,
    tokenPath: '/oauth2/token',
    controls: '',
  },
  {
    provider: metaOAuth,
    create: meta.createMeta,
    root: 'META_GRAPH_ROOT',
    client: { id: meta.STAND_IN_CLIENT, secret: meta.STAND_IN_CLIENT_SECRET },
    slug: 'facebook-messenger',
    asks: META,
    apart: [['facebook-messenger', 'instagram-page'], ['whatsapp']],
    renewedAfter: 11 * DAY,
    stillHolds: true,
    diesAfter: 61,
    revokes: true,
    choosesScopes: true,
    tokenPath: '/v25.0/oauth/access_token',
    controls: '',
  },
  {
    provider: instagramOAuth,
    create: meta.createMeta,
    root: 'META_GRAPH_ROOT',
    client: { id: meta.STAND_IN_INSTAGRAM, secret: meta.STAND_IN_INSTAGRAM_SECRET },
    slug: 'instagram',
    renewedAfter: 11 * DAY,
    stillHolds: true,
    diesAfter: 61,
    revokes: false,
    choosesScopes: false,
    tokenPath: '/*access_token',
    controls: '/instagram',
  },
];
