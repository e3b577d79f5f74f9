import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NoAnswer, requestJson } from '../../../shared/platform/http-client.ts';

const server = createServer((request, response) => {
  if (request.url === '/hang') return;
  if (request.url === '/slow-body') {
    response.write('{');
    return;
  }
  if (request.url === '/cut') {
    response.destroy();
    return;
  }
  if (request.url === '/elsewhere') {
    response.writeHead(302, { location: '/json' }).end();
    return;
  }
  response.writeHead(request.url === '/json' ? 200 : 418);
  response.end(request.url === '/json' ? '{"a":1}' : '<html>');
});
let root = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const get = (path: string) => requestJson({ method: 'GET', url: `${root}${path}`, timeoutMs: 200 });

test('every status is an answer, with JSON or text', async () => {
  expect(await get('/json')).toMatchObject({ status: 200, body: { a: 1 } });
  expect(await get('/other')).toMatchObject({ status: 418, body: '<html>' });
});

test.each(['/hang', '/slow-body', '/cut', '/elsewhere'])(
  '%s is no answer, and may have been carried out',
  async (path) => {
    const fault = await get(`${path}`).catch((thrown: unknown) => thrown);
    expect(fault).toBeInstanceOf(NoAnswer);
    expect((fault as NoAnswer).sent).toBe(true);
    expect((fault as NoAnswer).message).not.toContain(path);
  },
);

test('a door that is closed was surely never entered', async () => {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  const fault = await requestJson({
    method: 'GET',
    url: `http://127.0.0.1:${port}`,
    timeoutMs: 500,
  }).catch((thrown: unknown) => thrown);
  expect((fault as NoAnswer).sent).toBe(false);
});
