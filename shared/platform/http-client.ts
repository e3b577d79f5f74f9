/** What an outside service answered. `body` is the parsed JSON, or the raw text when it was none. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/**
 * No answer came. `sent: false` means that the request surely never reached the other side; with `true` it may have
 * been carried out, and only the caller knows whether asking again is harmless.
 */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly sent: boolean;

  constructor(message: string, sent: boolean, cause: unknown) {
    super(message, { cause });
    this.sent = sent;
  }
}

const FORM = 'application/x-www-form-urlencoded';

/** Faults of the socket before the request could leave. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** Whether what `fetch` threw says that the request surely never left. */
export function neverSent(fault: unknown): boolean {
  return NEVER_SENT.has((fault as { cause?: { code?: string } }).cause?.code ?? '');
}

/**
 * One HTTP request with JSON in and out, one time limit over all of it and no retry: retrying belongs to one layer,
 * and that is the caller's.
 *
 * @param request `url`; `body` is serialised as JSON, `form` as a form instead; `timeoutMs` covers connecting, waiting and reading
 * @returns every status as it came; statuses are the caller's to judge
 * @throws NoAnswer when the connection failed or the time was over
 */
export async function requestJson(request: {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}): Promise<HttpAnswer> {
  const { origin } = new URL(request.url);
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: {
        'content-type': request.form ? FORM : 'application/json',
        accept: 'application/json',
        ...request.headers,
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      ...(request.form ? { body: new URLSearchParams(request.form).toString() } : {}),
      signal: AbortSignal.timeout(request.timeoutMs),
      redirect: 'error',
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: readJson(text) };
  } catch (fault) {
    // Only the origin is named: paths and queries of some services carry their secret.
    throw new NoAnswer(`No answer from ${origin}.`, !neverSent(fault), fault);
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
