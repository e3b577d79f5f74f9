import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { STAND_IN_PARTNER } from '../../../infra/local/providers/altegio/index.ts';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { startPlatformSecret } from '../../steps/aws-json.ts';
import { startTable } from '../../steps/dynoxide.ts';

/** A table and a platform secret; `row` is a connection as it lies there. */
export async function startStand() {
  const dynoxide = await startTable();
  const secrets = await startPlatformSecret({
    PLATFORM_KEY: 'k'.repeat(40),
    ALTEGIO_PARTNER_TOKEN: STAND_IN_PARTNER,
  });
  const row = async (projectId: ProjectId, slug: string) => {
    const { pk, sk } = keys.connection(projectId, slug);
    const Key = { pk: { S: pk }, sk: { S: sk } };
    const { Item } = await new DynamoDBClient().send(
      new GetItemCommand({ TableName: dynoxide.tableName, Key }),
    );
    return Item;
  };
  return { row, close: () => Promise.all([dynoxide.close(), secrets.close()]) };
}

/** What the services around say; tests change it. */
export interface Outside {
  /** Tokens of bots that Telegram knows, and the names of the bots. */
  readonly bots: Map<string, string>;
  /** Secrets that SendPulse knows. */
  readonly sendpulse: Set<string>;
  /** Keys that AppSheet knows. */
  readonly appsheet: Set<string>;
  /** API keys of users that SimplyBook.me knows. */
  readonly simplybook: Set<string>;
  /** Every one of them is away. */
  down: boolean;
}

/** Stand-ins of the services that are asked whether they take credentials. */
export async function startOutside(): Promise<Outside & { readonly close: () => Promise<void> }> {
  const outside: Outside = {
    bots: new Map(),
    sendpulse: new Set(),
    appsheet: new Set(),
    simplybook: new Set(),
    down: false,
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { url = '', headers } = request;
    const say = (status: number, answer: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    };
    if (outside.down) return say(502, { ok: false, error_code: 502, description: 'Bad Gateway' });
    const [, token] = /^\/bot([^/]+)\/getMe$/.exec(url) ?? [];
    if (token !== undefined) {
      const username = outside.bots.get(token);
      return username === undefined
        ? say(401, { ok: false, error_code: 401, description: 'Unauthorized' })
        : say(200, { ok: true, result: { id: 1, is_bot: true, first_name: 'B', username } });
    }
    if (url === '/oauth/access_token') {
      const { client_secret } = JSON.parse(body) as { client_secret: string };
      return outside.sendpulse.has(client_secret)
        ? say(200, { access_token: 'a', token_type: 'Bearer', expires_in: 3600 })
        : say(401, { error: 'invalid_client' });
    }
    if (url.endsWith('/Action')) {
      return outside.appsheet.has(String(headers.applicationaccesskey))
        ? say(200, [])
        : say(403, { title: 'Forbidden', status: 403, detail: 'The key is not valid.' });
    }
    if (url === '/admin/auth') {
      const { password } = JSON.parse(body) as { password: string };
      return outside.simplybook.has(password)
        ? say(200, { token: 't', require2fa: false })
        : say(400, { code: 400, message: 'Wrong login' });
    }
    if (url === '/login') {
      return say(200, { jsonrpc: '2.0', id: 1, error: { code: -33002, message: 'Wrong key' } });
    }
    if (url.startsWith('/admin/bookings')) return say(200, { data: [] });
    return say(404, {});
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.TELEGRAM_API_ROOT = root;
  process.env.SENDPULSE_API_ROOT = root;
  process.env.APPSHEET_API_ROOT = root;
  process.env.SIMPLYBOOK_API_ROOT = root;
  const close = () => new Promise<void>((done) => server.close(() => done()));
  return Object.assign(outside, { close });
}
