import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import type { WireAnswer } from '../aws/aws-error.ts';
import type { AwsService } from '../aws/front.ts';
import { BootError } from '../boot-error.ts';
import { startChild } from '../children/child.ts';
import type { Jwk } from '../http/authorizer.ts';

const START_TIMEOUT_MS = 20_000;

/** The user pool and its clients as the template has them. */
export interface CognitoSettings {
  readonly region: string;
  readonly pools: readonly { readonly id: string; readonly properties: Record<string, unknown> }[];
  readonly clients: readonly {
    readonly id: string;
    readonly poolId: string;
    readonly properties: Record<string, unknown>;
  }[];
}

/** A running Cognito. */
export interface Cognito {
  readonly service: AwsService;
  readonly keys: readonly Jwk[];
  stop(): Promise<void>;
}

/**
 * Starts cognito-local with the template's pool and clients under fixed ids. Its tokens name the issuer of the real
 * service, which is what the template's authorizer expects.
 *
 * @param folder where its data lies
 */
export async function startCognito(settings: CognitoSettings, folder: string): Promise<Cognito> {
  const database = join(folder, '.cognito', 'db');
  mkdirSync(database, { recursive: true });
  for (const { id, properties } of settings.pools) writePool(database, id, properties);
  writeClients(database, settings);
  const issuer = `https://cognito-idp.${settings.region}.amazonaws.com`;
  const child = startChild('./cognito.mjs', [folder, '0', issuer]);
  const port = await new Promise<number>((resolve, reject) => {
    const fail = (): void => {
      clearTimeout(timer);
      reject(new BootError(`The Cognito emulator does not start: ${child.lastWords()}`));
    };
    const timer = setTimeout(fail, START_TIMEOUT_MS);
    child.process.once('exit', fail);
    child.process.stdout?.setEncoding('utf8').once('data', (line: string) => {
      clearTimeout(timer);
      child.process.removeListener('exit', fail);
      resolve((JSON.parse(line) as { port: number }).port);
    });
  });
  const poolId = settings.pools[0]?.id ?? 'local';
  const jwks = await exchange(port, 'GET', `/${poolId}/.well-known/jwks.json`, {}, '');
  return {
    keys: (JSON.parse(jwks.body.toString()) as { keys: Jwk[] }).keys,
    service: ({ request: incoming, body }) =>
      exchange(
        port,
        'POST',
        '/',
        {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': String(incoming.headers['x-amz-target']),
        },
        body,
      ),
    stop: child.stop,
  };
}

function writePool(database: string, id: string, properties: Record<string, unknown>): void {
  const path = join(database, `${id}.json`);
  const existing = readJson(path) as { Users?: object; Groups?: object };
  const value = {
    Users: existing.Users ?? {},
    Groups: existing.Groups ?? {},
    Options: {
      Id: id,
      Name: properties.UserPoolName ?? id,
      UsernameAttributes: properties.UsernameAttributes ?? ['email'],
      Policies: properties.Policies ?? {},
      MfaConfiguration: 'OFF',
      AdminCreateUserConfig: properties.AdminCreateUserConfig ?? {},
    },
  };
  writeFileSync(path, JSON.stringify(value));
}

function writeClients(database: string, { clients }: CognitoSettings): void {
  const now = new Date().toISOString();
  const entries = clients.map(({ id, poolId, properties }) => [
    id,
    {
      ClientId: id,
      UserPoolId: poolId,
      ClientName: properties.ClientName ?? id,
      CreationDate: now,
      LastModifiedDate: now,
      ExplicitAuthFlows: properties.ExplicitAuthFlows,
      IdTokenValidity: properties.IdTokenValidity,
      AccessTokenValidity: properties.AccessTokenValidity,
      RefreshTokenValidity: properties.RefreshTokenValidity,
      TokenValidityUnits: properties.TokenValidityUnits,
      EnableTokenRevocation: properties.EnableTokenRevocation,
      PreventUserExistenceErrors: properties.PreventUserExistenceErrors,
    },
  ]);
  const value = { Clients: Object.fromEntries(entries) as object };
  writeFileSync(join(database, 'clients.json'), JSON.stringify(value));
}

function readJson(path: string): object {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as object) : {};
}

function exchange(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: Buffer | string,
): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        resolve({
          status: incoming.statusCode ?? 500,
          headers: { 'content-type': 'application/x-amz-json-1.1' },
          body: Buffer.concat(chunks),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
