import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';

/** A Cognito (cognito-local) with one user pool, for one test file. */
export interface Cognito {
  readonly endpoint: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly close: () => Promise<void>;
}

const START = new URL('../../node_modules/cognito-local/lib/bin/start.js', import.meta.url);

/** Starts it on a free port with its data in a folder of its own, and points this process at it. */
export async function startCognito(): Promise<Cognito> {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-cognito-'));
  const port = await freePort();
  const child = spawn(process.execPath, [START.pathname], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: String(port), NODE_ENV: 'test' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const endNow = () => child.kill('SIGKILL');
  process.once('exit', endNow);
  await new Promise<void>((resolve, reject) => {
    let said = '';
    const listen = (text: string) => {
      said += text;
      if (said.includes('running on')) resolve();
    };
    child.stdout.setEncoding('utf8').on('data', listen);
    child.stderr.setEncoding('utf8').on('data', listen);
    child.once('exit', () => reject(new Error(`cognito-local does not start: ${said}`)));
  });
  const endpoint = `http://127.0.0.1:${port}`;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  const client = new CognitoIdentityProviderClient();
  const { UserPool } = await client.send(
    new CreateUserPoolCommand({ PoolName: 'people', UsernameAttributes: ['email'] }),
  );
  const { UserPoolClient } = await client.send(
    new CreateUserPoolClientCommand({
      UserPoolId: UserPool?.Id,
      ClientName: 'web',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    }),
  );
  client.destroy();
  return {
    endpoint,
    userPoolId: UserPool?.Id ?? '',
    clientId: UserPoolClient?.ClientId ?? '',
    close: async () => {
      process.removeListener('exit', endNow);
      const ended = new Promise((resolve) => child.once('close', resolve));
      endNow();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
