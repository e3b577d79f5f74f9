import { randomBytes } from 'node:crypto';
import type { ProviderAnswer } from '../provider.ts';

/** What a call throws to answer with an error. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

/** Status → title and section of RFC 9110. */
const TITLES: Readonly<Record<number, readonly [string, string]>> = {
  400: ['Bad Request', '15.5.1'],
  401: ['Unauthorized', '15.5.2'],
  403: ['Forbidden', '15.5.4'],
  404: ['Not Found', '15.5.5'],
  405: ['Method Not Allowed', '15.5.6'],
  429: ['Too Many Requests', ''],
  500: ['An error occurred while processing your request.', '15.6.1'],
  502: ['Bad Gateway', '15.6.3'],
  503: ['Service Unavailable', '15.6.4'],
};

const INVOKE = 'REST API invoke request failed: ';

export const apiDisabled = () =>
  new Refused(403, `${INVOKE}The API is not enabled for the called application.`);
export const wrongKey = () =>
  new Refused(403, `${INVOKE}The application access key is not valid for the called application.`);
export const noKey = () => new Refused(401, `${INVOKE}An application access key is required.`);
export const unknownApp = (id: string) =>
  new Refused(404, `${INVOKE}Application '${id}' not found.`);
export const unknownTable = (name: string) => new Refused(404, `Table '${name}' not found`);
export const unknownRow = (key: string) => new Refused(400, `Row having key '${key}' not found`);
export const badRequest = (detail: string) => new Refused(400, detail);

/** The problem document of an error. */
export function problem({ status, message }: Refused): ProviderAnswer {
  const [title, section] = TITLES[status] ?? ['Error', ''];
  return {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    body: JSON.stringify({
      type:
        section === '' ? 'about:blank' : `https://tools.ietf.org/html/rfc9110#section-${section}`,
      title,
      status,
      detail: message,
      traceId: `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`,
    }),
  };
}

/** The service's answer for a status that a test asked for. 200 is the one without anything in it. */
export function failure(status: number): ProviderAnswer {
  if (status < 300) return empty();
  if (status === 401) return problem(noKey());
  if (status === 403) return problem(apiDisabled());
  if (status === 404) return problem(unknownTable('…'));
  if (status === 400) return problem(badRequest('The request is invalid.'));
  return problem(new Refused(status, status >= 500 ? 'An unexpected error occurred.' : 'Error'));
}

/** 200 with nothing in it: AppSheet's answer when it is throttled, does not know what was named, or at a whim. */
export function empty(): ProviderAnswer {
  return { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: '' };
}
