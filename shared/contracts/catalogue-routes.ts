import * as catalogue from './catalogue.ts';
import { noBody, type RouteContract, type RouteKey } from './route.ts';

/** What can be connected, for everybody to read and keep. */
export const CATALOGUE: Readonly<Record<RouteKey, RouteContract>> = {
  'GET /api/accounts/spheres': {
    door: 'api-catalogue',
    summary: 'Spheres of activity',
    access: 'everyone',
    query: catalogue.spheresQuery,
    answers: { 200: catalogue.sphereList, 304: noBody },
  },
  'GET /api/accounts/spheres/{slug}': {
    door: 'api-catalogue',
    summary: 'One sphere of activity',
    access: 'everyone',
    path: catalogue.slugPath,
    query: catalogue.spheresQuery,
    answers: { 200: catalogue.sphereDocument, 304: noBody },
    refusals: { sphere_not_found: 404 },
  },
  'GET /api/accounts/integration-types': {
    door: 'api-catalogue',
    summary: 'What can be connected, by sphere and country',
    access: 'everyone',
    query: catalogue.integrationTypesQuery,
    answers: { 200: catalogue.integrationTypeList, 304: noBody },
  },
  'GET /api/accounts/integration-types/{slug}': {
    door: 'api-catalogue',
    summary: 'One integration type',
    access: 'everyone',
    path: catalogue.slugPath,
    query: catalogue.spheresQuery,
    answers: { 200: catalogue.integrationTypeDocument, 304: noBody },
    refusals: { integration_type_not_found: 404 },
  },
};
