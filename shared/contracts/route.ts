import * as z from 'zod';

/** A route as API Gateway writes it: `GET /projects/{project_id}/config`. */
export type RouteKey = `${'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'} /${string}`;

/** What an answer without a body has there: 204 and 304. */
export const noBody = z.undefined();

/** An answer for people: a page in HTML. */
export const page = z.string();

/** Everything a caller needs to know of a route, and the function that serves it. */
export interface RouteContract {
  /** Id of the function, `api-projects`. */
  readonly door: string;
  readonly summary: string;
  /**
   * Who may call: everyone, whoever is signed in, a member of the project, or only its owners. The one place that says
   * what an operator may do.
   */
  readonly access: 'everyone' | 'user' | 'member' | 'owner';
  readonly path?: z.ZodObject;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Reads the header `Idempotency-Key`. */
  readonly keyed?: true;
  /** The project is that of the header `X-Project-Id`, else the caller's only one. */
  readonly projectInHeader?: true;
  /** What it answers when all is well, by status. */
  readonly answers: Readonly<Record<number, z.ZodType>>;
  /** Refusals of its own, code → status; what every route of its kind refuses is added by openapi.ts. */
  readonly refusals?: Readonly<Record<string, number>>;
}
