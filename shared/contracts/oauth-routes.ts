import * as oauth from './oauth.ts';
import { noBody, page, type RouteContract, type RouteKey } from './route.ts';

/** The routes by which owners connect services at which they sign in. */
export const OAUTH = {
  'POST /api/integrations/oauth/{slug}/start': {
    door: 'api-oauth',
    summary: 'Connect an integration type by signing in at its provider',
    access: 'owner',
    projectInHeader: true,
    path: oauth.signInPath,
    answers: { 200: oauth.signInDocument },
    refusals: {
      ...{ integration_type_not_found: 404, no_oauth: 422, not_in_sphere: 422 },
      ...{ not_in_country: 422, on_request: 422, not_in_package: 403, not_set_up: 503 },
    },
  },
  'GET /api/integrations/oauth/{slug}/continue': {
    door: 'api-oauth',
    summary: 'The page that says for whose project one is about to sign in',
    access: 'everyone',
    path: oauth.signInPath,
    query: oauth.consentQuery,
    answers: { 200: page },
  },
  'POST /api/integrations/oauth/{slug}/continue': {
    door: 'api-oauth',
    summary: 'On to the provider, from the page that says so and in its browser only',
    access: 'everyone',
    path: oauth.signInPath,
    query: oauth.consentQuery,
    answers: { 200: page, 303: noBody },
  },
  'GET /api/integrations/oauth/{provider}/callback': {
    door: 'api-oauth',
    summary:
      'Where a provider sends a person back, to the browser that went there; answers with a page',
    access: 'everyone',
    path: oauth.callbackPath,
    query: oauth.callbackQuery,
    answers: { 200: page },
  },
} as const satisfies Readonly<Record<RouteKey, RouteContract>>;
