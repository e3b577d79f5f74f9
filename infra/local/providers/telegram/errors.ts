import { json, type ProviderAnswer } from '../provider.ts';

/** What a method throws to answer with an error. */
export class Refused extends Error {
  readonly status: number;
  readonly parameters: { readonly retry_after?: number } | undefined;

  constructor(status: number, description: string, parameters?: { retry_after: number }) {
    super(description);
    this.status = status;
    this.parameters = parameters;
  }
}

export const badRequest = (problem: string) => new Refused(400, `Bad Request: ${problem}`);
export const forbidden = (problem: string) => new Refused(403, `Forbidden: ${problem}`);
export const unauthorized = (problem?: string) =>
  new Refused(401, problem ? `Unauthorized: ${problem}` : 'Unauthorized');
export const notFound = () => new Refused(404, 'Not Found');
export const tooMany = (seconds: number) =>
  new Refused(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });

/** The envelope of every error; 429 carries its wait in the header as well. */
export function errorAnswer({ status, message, parameters }: Refused): ProviderAnswer {
  return json(
    status,
    {
      ok: false,
      error_code: status,
      description: message,
      ...(parameters ? { parameters } : {}),
    },
    parameters?.retry_after ? { 'retry-after': String(parameters.retry_after) } : {},
  );
}

/** The service's answer for a status that a test asked for. */
export function failure(status: number): ProviderAnswer {
  if (status === 400) return errorAnswer(badRequest('chat not found'));
  if (status === 401) return errorAnswer(unauthorized());
  if (status === 403) return errorAnswer(forbidden('bot was blocked by the user'));
  if (status === 404) return errorAnswer(notFound());
  if (status === 409) {
    return errorAnswer(
      new Refused(409, "Conflict: can't use getUpdates method while webhook is active"),
    );
  }
  if (status === 429) return errorAnswer(tooMany(3));
  return errorAnswer(new Refused(status, status >= 500 ? 'Internal Server Error: restart' : ''));
}
