import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../playground/', import.meta.url));
const TYPES: { readonly [extension: string]: string } = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** Serves the playground page and its files. */
export function servePlayground(path: string, response: ServerResponse): void {
  const rest = normalize(decodeURIComponent(path.slice('/_local/playground'.length)));
  if (path === '/_local/playground') {
    // With the slash, so the page's own relative links work.
    response.writeHead(302, { location: '/_local/playground/' }).end();
    return;
  }
  const file = rest === '/' ? '/index.html' : rest;
  const type = TYPES[extname(file)];
  try {
    if (!type || file.includes('..')) throw new Error('Not a file of the page.');
    const content = readFileSync(join(FOLDER, file));
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(content);
  } catch {
    response.writeHead(404, { 'content-type': 'text/plain' }).end(`There is no ${path}.`);
  }
}
