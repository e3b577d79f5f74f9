/**
 * What every stand-in of an outside service looks like from the outside.
 *
 * A service folder (`sendpulse/`, `telegram/`) implements `Service`; `standIn(service)` puts the same layer around each
 * of them: it records what came in, fails when told to and answers `/_local/providers/<name>/…`. A host (the local
 * cloud, or `serveProvider` in a test) only carries bytes: see `serve.ts`.
 */

/** One HTTP request as a service sees it. */
export interface ProviderRequest {
  /** Upper case. */
  method: string;
  /** Below the service's own root and without the query: `/telegram/contacts/send`. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Buffer;
  /** The virtual time of the request. */
  now: Date;
}

/** One HTTP answer. The host waits `delayMs` of real time before writing it and writes nothing at all when `hang` is set. */
export interface ProviderAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
  delayMs?: number;
  hang?: boolean;
}

/** What one folder implements. Everything is in memory: a restart forgets it. */
export interface Service {
  /** The folder's name and the first path segment of the base URL. */
  name: string;
  /** Answers as the real service would. */
  answer(request: ProviderRequest): ProviderAnswer | Promise<ProviderAnswer>;
  /** The service's own error answer for a status that was asked for by the fail layer. */
  failure(status: number, request: ProviderRequest): ProviderAnswer;
  /** Own control calls: `path` is what follows `/_local/providers/<name>`. Undefined = not one of mine. */
  control?(
    request: ProviderRequest,
  ): ProviderAnswer | undefined | Promise<ProviderAnswer | undefined>;
  /** The path as it may be seen in records, failure plans and trails, when the real one carries a credential. */
  seen?(path: string): string;
  /** Whether it is at work by itself, for example posting to a webhook. */
  busy?(): boolean;
  /** Forgets everything learnt, as after a restart. */
  reset(): void;
}

/** Where a service that acts by itself learns the time and is woken: the virtual clock of the local cloud. */
export interface Alarm {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `run` once `due` (epoch ms) has come. */
  at(due: number, run: () => void): { cancel(): void };
}

/** What `GET /_local/providers/<name>/requests` lists, oldest first. */
export interface RecordedRequest {
  method: string;
  path: string;
  query?: Record<string, string>;
  /** Parsed when it was JSON or a form, else the text; null when empty. Credentials are masked. */
  body: unknown;
  /** Virtual time of arrival, ISO. */
  at: string;
  /** What was answered: null while the answer is on its way or was held back for ever. */
  status: number | null;
  /** False when a failure was played instead of doing what was asked. */
  applied: boolean;
}

/** What `POST /_local/providers/<name>/fail` takes. At least one of status, delayMs and hang. */
export interface FailurePlan {
  /** HTTP status to answer with (200–599). The body is the service's own error unless `body` is given. */
  status?: number;
  /** How many matching requests it meets; 1 if absent. */
  times?: number;
  /** Real milliseconds before the answer. Without `status` the ordinary answer comes late. */
  delayMs?: number;
  /** Never answer. */
  hang?: boolean;
  /** Do what was asked first, then fail: the case in which the caller cannot know. */
  applyThenFail?: boolean;
  /** Only requests whose path starts with this; `*` stands for any text without a slash. */
  path?: string;
  /** Only requests whose body has these fields, compared as text: `{"chat_id": 123456789}`. */
  where?: Record<string, string | number | boolean>;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A stand-in as its host sees it. */
export interface Provider {
  readonly name: string;
  /** One request to the outside service: recorded, failed if planned, else answered as the service would. */
  handle(request: ProviderRequest): Promise<ProviderAnswer>;
  /**
   * One control call. `path` is what follows `/_local/providers/<name>`: `/requests` (GET, DELETE), `/fail`
   * (GET, POST, DELETE), `/reset` (POST) and the service's own. Unknown ones get a 404 that lists what exists.
   */
  control(request: ProviderRequest): Promise<ProviderAnswer>;
  requests(): RecordedRequest[];
  clearRequests(): void;
  fail(plan: FailurePlan): void;
  /** The path as records, failure plans and trails show it. */
  seen(path: string): string;
  busy(): boolean;
  /** Forgets requests, planned failures and the service's state. */
  reset(): void;
}

/** An answer with a JSON body. */
export function json(
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): ProviderAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(value),
  };
}
