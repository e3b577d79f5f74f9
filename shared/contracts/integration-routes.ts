import * as wire from './integrations.ts';
import { noBody, type RouteContract, type RouteKey } from './route.ts';

const door = 'api-integrations';
const hoursDoor = 'api-working-hours';
/** Asks services whether they take credentials. */
const connectDoor = 'api-connect';
const notThere = { integration_not_found: 404 } as const;

/** What a connection may be refused for. */
const connecting = {
  unknown_integration_type: 422,
  not_in_sphere: 422,
  not_in_country: 422,
  not_in_package: 403,
  on_request: 422,
  consent_required: 422,
  credentials_refused: 422,
  version_conflict: 409,
} as const;
const hours = { ...notThere, hours_not_supported: 422, not_in_package: 403 } as const;

/** The integrations of a project and their working hours. */
export const INTEGRATIONS: Readonly<Record<RouteKey, RouteContract>> = {
  'GET /api/integrations/api': {
    door,
    summary: 'What the project is connected to',
    access: 'member',
    projectInHeader: true,
    query: wire.integrationsQuery,
    answers: { 200: wire.integrationList },
    refusals: { invalid_cursor: 400 },
  },
  'POST /api/integrations/api': {
    door: connectDoor,
    summary: 'Connect a type of the catalogue, or a service beside it',
    access: 'owner',
    projectInHeader: true,
    body: wire.newIntegration,
    answers: { 201: wire.integrationDocument },
    refusals: { ...connecting, integration_exists: 409 },
  },
  'GET /api/integrations/api/{integration_id}': {
    door,
    summary: 'One integration',
    access: 'member',
    projectInHeader: true,
    path: wire.integrationPath,
    answers: { 200: wire.integrationDocument },
    refusals: notThere,
  },
  'PUT /api/integrations/api/{integration_id}': {
    door: connectDoor,
    summary: 'Change settings, credentials or the switch of an integration',
    access: 'owner',
    projectInHeader: true,
    path: wire.integrationPath,
    body: wire.integrationChange,
    answers: { 200: wire.integrationDocument },
    refusals: { ...connecting, ...notThere, not_connected: 409 },
  },
  'DELETE /api/integrations/api/{integration_id}': {
    door: connectDoor,
    summary: 'Disconnect, and forget credentials, settings and hours',
    access: 'owner',
    projectInHeader: true,
    path: wire.integrationPath,
    answers: { 204: noBody },
    refusals: notThere,
  },
  'POST /api/integrations/api/{integration_id}/activate': {
    door: connectDoor,
    summary: 'Switch an integration on, and look again at one that needs attention',
    access: 'owner',
    projectInHeader: true,
    path: wire.integrationPath,
    answers: { 200: wire.integrationDocument },
    refusals: { ...notThere, not_connected: 409 },
  },
  'POST /api/integrations/api/{integration_id}/check': {
    door: connectDoor,
    summary: 'Ask the service now whether it takes what is stored',
    access: 'owner',
    projectInHeader: true,
    path: wire.integrationPath,
    answers: { 200: wire.integrationDocument },
    refusals: { ...notThere, not_connected: 409 },
  },
  'POST /api/integrations/api/{integration_id}/deactivate': {
    door,
    summary: 'Switch an integration off and keep what it knows',
    access: 'owner',
    projectInHeader: true,
    path: wire.integrationPath,
    answers: { 200: wire.integrationDocument },
    refusals: notThere,
  },
  'GET /api/integrations/api/{integration_id}/working_hours': {
    door: hoursDoor,
    summary: 'When the AI works in a messenger',
    access: 'member',
    projectInHeader: true,
    path: wire.integrationPath,
    answers: { 200: wire.integrationHours },
    refusals: { ...notThere, hours_not_supported: 422 },
  },
  'POST /api/integrations/api/{integration_id}/working_hours': {
    door: hoursDoor,
    summary: 'Set all working hours of an integration',
    access: 'owner',
    projectInHeader: true,
    path: wire.integrationPath,
    body: wire.hoursWish,
    answers: { 200: wire.integrationHours },
    refusals: hours,
  },
  'GET /api/integrations/api/working-hours': {
    door: hoursDoor,
    summary: 'The working hours of all integrations, row by row',
    access: 'member',
    projectInHeader: true,
    query: wire.hoursQuery,
    answers: { 200: wire.hoursList },
    refusals: { invalid_cursor: 400 },
  },
  'POST /api/integrations/api/working-hours': {
    door: hoursDoor,
    summary: 'Add a row of working hours',
    access: 'owner',
    projectInHeader: true,
    body: wire.newHours,
    answers: { 201: wire.hoursDocument },
    refusals: { ...hours, hours_overlap: 409, too_many_hours: 409 },
  },
  'PUT /api/integrations/api/working-hours/{hours_id}': {
    door: hoursDoor,
    summary: 'Replace a row of working hours',
    access: 'owner',
    projectInHeader: true,
    path: wire.hoursPath,
    body: wire.hoursChange,
    answers: { 200: wire.hoursDocument },
    refusals: { hours_not_found: 404, hours_overlap: 409, not_in_package: 403 },
  },
  'DELETE /api/integrations/api/working-hours/{hours_id}': {
    door: hoursDoor,
    summary: 'Take a row of working hours away',
    access: 'owner',
    projectInHeader: true,
    path: wire.hoursPath,
    answers: { 204: noBody },
    refusals: { hours_not_found: 404 },
  },
};
