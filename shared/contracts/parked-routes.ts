import * as z from 'zod';
import * as parked from './parked.ts';
import type { RouteContract, RouteKey } from './route.ts';

const project = z.object({ project_id: z.string() });

/** The routes of work that was given up. */
export const PARKED = {
  'GET /projects/{project_id}/parked': {
    door: 'api-parked',
    summary: 'Given-up work, newest first',
    access: 'member',
    path: project,
    query: parked.parkedQuery,
    answers: { 200: parked.parkedList },
  },
  'GET /projects/{project_id}/parked/{parked_id}': {
    door: 'api-parked',
    summary: 'One piece of given-up work, whole',
    access: 'member',
    path: parked.parkedPath,
    answers: { 200: parked.parkedDocument },
    refusals: { parked_not_found: 404 },
  },
  'POST /projects/{project_id}/parked/{parked_id}/replay': {
    door: 'api-parked',
    summary: 'Put given-up work back to where it came from, once',
    access: 'owner',
    path: parked.parkedPath,
    answers: { 200: parked.parkedDocument },
    refusals: {
      parked_not_found: 404,
      already_replayed: 409,
      replay_running: 409,
      not_replayable: 422,
    },
  },
} as const satisfies Readonly<Record<RouteKey, RouteContract>>;
