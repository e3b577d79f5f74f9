import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../../shared/contracts/openapi.ts';
import { ROUTES, routesOf } from '../../../shared/contracts/routes.ts';
import { VERSION } from '../../../shared/platform/version.ts';
import { sources } from '../../architecture/sources.ts';
import { readOpenApi, referred } from '../../steps/openapi.ts';

const document = JSON.parse(JSON.stringify(openApiDocument(VERSION)));
const operations = Object.entries<Record<string, never>>(document.paths).flatMap(
  ([path, byMethod]) =>
    Object.entries<Record<string, unknown>>(byMethod).map(([method, operation]) => ({
      key: `${method.toUpperCase()} ${path}`,
      path,
      operation,
    })),
);

describe('docs/openapi.json', () => {
  it('is what the contracts say today: else run `npm run openapi` and commit it', () => {
    expect(JSON.parse(readFileSync('docs/openapi.json', 'utf8'))).toEqual(document);
  });

  it('has every route of the table and no other, under an id of its own', () => {
    expect(operations.map(({ key }) => key).sort()).toEqual(Object.keys(ROUTES).sort());
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('describes every part of a path, and asks for a token wherever one is needed', () => {
    for (const { key, path, operation } of operations) {
      const parameters = (operation.parameters ?? []) as { name: string; in: string }[];
      expect(
        parameters.filter((one) => one.in === 'path').map(({ name }) => name),
        key,
      ).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      const open = ROUTES[key as keyof typeof ROUTES]?.access === 'everyone';
      expect(operation.security, key).toEqual(open ? [] : [{ idToken: [] }]);
    }
  });

  it('says who may call, and how what everybody reads is kept', () => {
    for (const { key, operation } of operations) {
      const { access, answers } = ROUTES[key as keyof typeof ROUTES] ?? { answers: {} };
      expect(operation['x-access'], key).toBe(access);
      const kept = 304 in answers;
      const headers = ((operation.parameters ?? []) as { name: string; in: string }[])
        .filter((one) => one.in === 'header')
        .map(({ name }) => name);
      expect(headers.includes('If-None-Match'), key).toBe(kept);
      const responses = operation.responses as Record<string, { headers?: object }>;
      if (kept)
        expect(Object.keys(responses[200]?.headers ?? {})).toEqual([
          'ETag',
          'Cache-Control',
          'Vary',
        ]);
      if (kept) expect(responses[304]?.headers).toEqual(responses[200]?.headers);
    }
    expect(
      operations.filter(({ operation }) => operation['x-access'] === 'owner').length,
    ).toBeGreaterThan(9);
  });

  it('is made of references that lead somewhere', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, one]) => one ?? '');
    expect(references.length).toBeGreaterThan(20);
    for (const reference of references) expect(referred(document, reference)).toBeDefined();
  });

  it('tells a good answer from a bad one', () => {
    const openApi = readOpenApi(document);
    const key = 'GET /projects/{project_id}/queue';
    const body = { waiting: 1, oldest_seconds: 2.5, parked: 0, complete: true };
    expect(openApi.problem(key, 200, body)).toBeUndefined();
    expect(openApi.problem(key, 200, { ...body, waiting: 'one' })).toContain('waiting');
    expect(openApi.problem(key, 200, { ...body, secret: 1 })).toBeDefined();
    expect(openApi.problem(key, 418, body)).toContain('418');
    const refused = { error: { code: 'project_not_found', message: 'There is no such project.' } };
    expect(openApi.problem(key, 404, refused)).toBeUndefined();
    expect(openApi.problem(key, 401, refused)).toContain('project_not_found');
  });
});

describe('the doors', () => {
  it('serve exactly the routes that the table gives them', () => {
    const doors = sources('functions/api');
    expect(doors.length).toBeGreaterThan(5);
    for (const { path, text } of doors) {
      const door = path.replace('functions/', '').replace('.lambda.ts', '').replace('/', '-');
      const served = [...text.matchAll(/'((?:GET|POST|PATCH|PUT|DELETE) \/[^']*)':/g)];
      expect(served.map(([, key]) => key).sort(), door).toEqual(routesOf(door).sort());
    }
  });

  it('limit each signed-in caller', () => {
    for (const { path, text } of sources('functions/api')) {
      if (/\broute\(/.test(text)) expect(text, path).toContain('{ limit: perCaller }');
    }
  });
});
