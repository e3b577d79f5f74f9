import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { handler } from '../../../functions/api/projects.lambda.ts';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import { createProject, getProject } from '../../../shared/projects/index.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { call } from '../../steps/http-request.ts';
import { anyConfig } from '../projects/any-config.ts';

const salon = 'salon' as ProjectId;
let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
  await createProject({ projectId: salon, owner: 'owner' as UserId, config: {}, actor: 'test' });
  vi.spyOn(console, 'info').mockImplementation(() => undefined);
});
afterAll(() => dynoxide.close());

const post = (body: unknown, isBase64Encoded = false) =>
  call(handler, {
    route: 'POST /projects/{project_id}/config',
    path: { project_id: salon },
    user: 'owner',
    body,
    isBase64Encoded,
  });

/** A valid configuration in which one value, somewhere, is replaced by any JSON. */
const damaged = fc.tuple(anyConfig, fc.nat(), fc.jsonValue()).map(([config, position, value]) => {
  const copy = JSON.parse(JSON.stringify(config)) as Record<string, unknown>;
  const places: [Record<string, unknown>, string][] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key]);
      walk((node as Record<string, unknown>)[key]);
    }
  };
  walk(copy);
  const place = places[position % Math.max(1, places.length)];
  if (place) place[0][place[1]] = value;
  return JSON.stringify(copy);
});

describe('whatever is posted as a configuration', () => {
  it('gets a clear 4xx and changes nothing, or is taken', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.json(), damaged, fc.string({ unit: 'binary' })),
        fc.boolean(),
        async (text, encoded) => {
          const before = await getProject(salon);
          const { status, json } = await post(
            encoded ? Buffer.from(text).toString('base64') : text,
            encoded,
          );
          expect([200, 400, 409]).toContain(status);
          if (status === 200) return;
          const { error } = json as { error: { code: string; message: string } };
          expect(error).toMatchObject({ code: expect.any(String), message: expect.any(String) });
          expect(await getProject(salon)).toEqual(before);
        },
      ),
      { numRuns: 300 },
    );
  });
});
