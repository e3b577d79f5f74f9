import { expect } from 'vitest';
import { ROUTES } from '../../../shared/contracts/routes.ts';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import { addMember, createProject, setPackage } from '../../../shared/projects/index.ts';
import { call } from '../../steps/http-request.ts';
import { loadHandler } from '../../steps/load-handler.ts';
import { startOutside, startStand } from './stand.ts';

const ROOT = '/api/integrations/api';

/** An answer of the API; tests know what they asked for. */
// biome-ignore lint/suspicious/noExplicitAny: read by the assertions
type Json = any;

export interface Asked {
  readonly user?: string | null;
  readonly project?: string;
  readonly body?: unknown;
  readonly query?: Record<string, string>;
}

/** Two salons and a clinic with the doors of the API; answers are held against the contract. */
export async function startApi() {
  const [stand, outside] = await Promise.all([startStand(), startOutside()]);
  const doors = Object.fromEntries(
    await Promise.all(
      ['api-integrations', 'api-connect', 'api-working-hours'].map(
        async (id) => [id, await loadHandler(id)] as const,
      ),
    ),
  );
  const make = async (id: string, config: object, packageName: 'free' | 'starter' = 'starter') => {
    const projectId = id as ProjectId;
    const owner = `${id}-owner` as UserId;
    await createProject({ projectId, owner, config, package: packageName, actor: 'test' });
    await addMember({ projectId, userId: `${id}-operator` as UserId, role: 'operator' });
    return projectId;
  };
  /** `ask('POST', '/telegram/activate')`: the path after `/api/integrations/api`. */
  const ask = async (method: string, path = '', asked: Asked = {}) => {
    const full = `${ROOT}${path}`.replace(/\/$/, '');
    const { key, parameters } = routeOf(method, full);
    const door = doors[ROUTES[key]?.door ?? ''];
    if (!door) throw new Error(`No door serves ${key}.`);
    const { user = 'salon-owner', project, body, query } = asked;
    const answer = await call(door, {
      route: key,
      path: parameters,
      headers: project === undefined ? {} : { 'x-project-id': project },
      ...(user === null ? {} : { user }),
      ...(query ? { query } : {}),
      ...(body === undefined ? {} : { body }),
    });
    const schema = ROUTES[key]?.answers[answer.status ?? 0];
    if (schema) expect(schema.safeParse(answer.json).error, key).toBeUndefined();
    const json = answer.json as Json;
    return { ...answer, json, code: json?.error?.code as string | undefined };
  };
  return {
    ...stand,
    outside,
    make,
    ask,
    setPackage,
    close: () => Promise.all([stand.close(), outside.close()]),
  };
}

type Key = keyof typeof ROUTES;

function routeOf(method: string, path: string): { key: Key; parameters: Record<string, string> } {
  const fitting = (Object.keys(ROUTES) as Key[]).flatMap((key) => {
    const [own = '', pattern = ''] = key.split(' ');
    const names = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const found = new RegExp(`^${pattern.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(path);
    if (own !== method || !found) return [];
    const parameters = Object.fromEntries(
      names.map((name, at) => [name, decodeURIComponent(found[at + 1] ?? '')]),
    );
    return [{ key, parameters }];
  });
  const [best] = fitting.toSorted(
    (one, other) => Object.keys(one.parameters).length - Object.keys(other.parameters).length,
  );
  if (!best) throw new Error(`There is no route for ${method} ${path}.`);
  return best;
}
