import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BootError } from '../boot-error.ts';

/** Opens a port of this machine; 0 takes a free one. @returns it @throws BootError in words for a person */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (fault: NodeJS.ErrnoException) => {
      const reason = {
        EADDRINUSE: `Port ${port} is in use: stop what uses it, or start with PORT=<another>.`,
        EACCES: `Port ${port} may not be opened by this user: start with PORT=<another>.`,
      }[fault.code ?? ''];
      reject(new BootError(reason ?? `Port ${port} cannot be opened: ${fault.message}.`));
    });
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** Who asks while everything starts is told to come again, as by a gateway without a function. */
export function notYet(_: IncomingMessage, response: ServerResponse): void {
  const headers = { 'content-type': 'application/json', 'retry-after': '1' };
  response.writeHead(503, headers).end('{"message":"Service Unavailable"}');
}

export async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
