import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
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

/** With what the local cloud adds to it. */
const START = new URL('../../infra/local/children/cognito.mjs', import.meta.url);

/** Starts it on a free port with its data in a folder of its own, and points this process at it. */
export async function startCognito(): Promise<Cognito> {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-cognito-'));
  mkdirSync(join(folder, '.cognito', 'db'), { recursive: true });
  const issuer = 'https://cognito-idp.us-east-1.amazonaws.com';
  const child = spawn(process.execPath, [START.pathname, folder, '0', issuer], {
    env: { PATH: process.env.PATH, NODE_ENV: 'test' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const endNow = () => child.kill('SIGKILL');
  process.once('exit', endNow);
  const port = await new Promise<number>((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.stdout.setEncoding('utf8').once('data', (line: string) => {
      resolve((JSON.parse(line) as { port: number }).port);
    });
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
