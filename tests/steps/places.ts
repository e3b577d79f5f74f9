import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { createAppSheet } from '../../infra/local/providers/appsheet/index.ts';
import { createGoogle } from '../../infra/local/providers/google/index.ts';
import type { Provider, ProviderRequest } from '../../infra/local/providers/provider.ts';
import { serveProvider } from '../../infra/local/providers/serve.ts';
import { readServiceAccount, type ServiceAccount } from '../../shared/platform/service-account.ts';
import { documents } from './bookings.ts';
import { startTable } from './dynoxide.ts';

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer
type Json = any;

/** A stand-in whose calls come over HTTP, and what people do there. */
export interface Place {
  readonly provider: Provider;
  /** A control call, past HTTP. */
  readonly by: (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<Json>;
  /** Runs once, between what was read before and the next call that it takes for the right one. */
  before: ((request: ProviderRequest) => Promise<boolean>) | undefined;
}

/** AppSheet and Google over HTTP and one table, for any number of projects of one test file. */
export interface Places {
  readonly endpoint: string;
  readonly tableName: string;
  readonly appsheet: Place;
  readonly google: Place;
  readonly account: ServiceAccount;
  /** Stores an item past the product. */
  readonly put: (item: Record<string, unknown>) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts what the product's own clients write to; `close` ends it. */
export async function startPlaces(): Promise<Places> {
  const dynoxide = await startTable();
  const appsheet = placeOf(createAppSheet());
  const google = placeOf(createGoogle());
  const served = await Promise.all([appsheet, google].map((place) => serveProvider(hooked(place))));
  process.env.APPSHEET_API_ROOT = served[0]?.url;
  process.env.GOOGLE_API_ROOT = served[1]?.url;
  const { credentials } = await google.by('POST', '/accounts', { email: 'front@desk.example' });
  const account = readServiceAccount(JSON.stringify(credentials));
  if (!account) throw new Error('The stand-in gave no account.');
  const client = documents(dynoxide.endpoint);
  return {
    endpoint: dynoxide.endpoint,
    tableName: dynoxide.tableName,
    appsheet,
    google,
    account,
    put: async (Item) => {
      await client.send(new PutCommand({ TableName: dynoxide.tableName, Item }));
    },
    close: async () => {
      client.destroy();
      delete process.env.APPSHEET_API_ROOT;
      delete process.env.GOOGLE_API_ROOT;
      await Promise.all([dynoxide.close(), ...served.map((one) => one.close())]);
    },
  };
}

/** A stand-in and what people do there, for {@link hooked}. */
export function placeOf(provider: Provider): Place {
  return {
    provider,
    before: undefined,
    async by(method, path, body) {
      const { pathname, searchParams } = new URL(path, 'http://local');
      const answer = await provider.control({
        ...{ method, path: pathname, query: searchParams, headers: {}, now: new Date() },
        body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
      });
      if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.body}`);
      return JSON.parse(answer.body);
    },
  };
}

/** The stand-in as it is served: lets somebody in before a call. */
export function hooked(place: Place): Provider {
  return {
    ...place.provider,
    handle: async (request) => {
      const { before } = place;
      if (before && (await before(request))) place.before = undefined;
      return place.provider.handle(request);
    },
  };
}
