import { json, type ProviderAnswer } from '../provider.ts';

/** What a call throws to answer with an error: the whole body, since each part of Google has its own shape. */
export class Refused extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, message: string, body: unknown) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

const STATUS: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

const UNAUTHENTICATED =
  'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.';
const FEW_SCOPES = 'Request had insufficient authentication scopes.';

/** The token endpoint's errors (RFC 6749). */
export const oauthError = (error: string, description: string, status = 400): Refused =>
  new Refused(status, description, { error, error_description: description });

/** Errors of Sheets: `google.rpc.Status`. */
export function rpcError(
  code: number,
  message: string,
  { status, details }: { status?: string; details?: unknown[] } = {},
): Refused {
  return new Refused(code, message, {
    error: {
      code,
      message,
      status: status ?? STATUS[code] ?? 'UNKNOWN',
      ...(details ? { details } : {}),
    },
  });
}

export const invalidArgument = (message: string): Refused => rpcError(400, message);

const errorInfo = (reason: string, metadata: Record<string, string>): unknown => ({
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason,
  domain: 'googleapis.com',
  metadata,
});

/** The quota of Sheets is spent until the minute ends. No Retry-After: the service sends none. */
export function sheetsQuota(
  kind: 'Read' | 'Write',
  per: 'user' | 'project',
  limit: number,
  projectId: string,
): Refused {
  const name = `${kind}RequestsPerMinutePer${per === 'user' ? 'User' : 'Project'}`;
  const words = `${kind} requests per minute${per === 'user' ? ' per user' : ''}`;
  return rpcError(
    429,
    `Quota exceeded for quota metric '${kind} requests' and limit '${words}' of service 'sheets.googleapis.com' for consumer 'projects/${projectId}'.`,
    {
      details: [
        errorInfo('RATE_LIMIT_EXCEEDED', {
          service: 'sheets.googleapis.com',
          consumer: `projects/${projectId}`,
          quota_location: 'global',
          quota_metric: `sheets.googleapis.com/${kind.toLowerCase()}_requests`,
          quota_limit: name,
          quota_limit_value: String(limit),
          quota_unit: `1/min/{project}${per === 'user' ? '/{user}' : ''}`,
        }),
        {
          '@type': 'type.googleapis.com/google.rpc.Help',
          links: [
            {
              description: 'Request a higher quota limit.',
              url: 'https://cloud.google.com/docs/quotas/help/request_increase',
            },
          ],
        },
      ],
    },
  );
}

/** Errors of Calendar: a list of reasons beside code and message. */
export function calendarError(
  code: number,
  reason: string,
  message: string,
  {
    domain = 'global',
    ...location
  }: { domain?: string; locationType?: string; location?: string } = {},
): Refused {
  return new Refused(code, message, {
    error: { errors: [{ domain, reason, message, ...location }], code, message },
  });
}

export const calendarNotFound = (): Refused => calendarError(404, 'notFound', 'Not Found');

/** Dead, unknown or missing token. */
export function unauthenticated(part: 'sheets' | 'calendar'): Refused {
  if (part === 'sheets') return rpcError(401, UNAUTHENTICATED);
  return new Refused(401, UNAUTHENTICATED, {
    error: {
      code: 401,
      message: UNAUTHENTICATED,
      errors: [
        {
          message: 'Invalid Credentials',
          domain: 'global',
          reason: 'authError',
          location: 'Authorization',
          locationType: 'header',
        },
      ],
      status: 'UNAUTHENTICATED',
    },
  });
}

/** The token is good, but was asked for with other scopes. */
export function fewScopes(part: 'sheets' | 'calendar'): Refused {
  const service = part === 'sheets' ? 'sheets.googleapis.com' : 'calendar-json.googleapis.com';
  const details = [errorInfo('ACCESS_TOKEN_SCOPE_INSUFFICIENT', { service })];
  if (part === 'sheets') return rpcError(403, FEW_SCOPES, { details });
  return new Refused(403, FEW_SCOPES, {
    error: {
      code: 403,
      message: FEW_SCOPES,
      errors: [
        { message: 'Insufficient Permission', domain: 'global', reason: 'insufficientPermissions' },
      ],
      status: 'PERMISSION_DENIED',
      details,
    },
  });
}

/** An address that nothing of Google answers at: not even JSON. */
export const nothingHere = (path: string): ProviderAnswer => ({
  status: 404,
  headers: { 'content-type': 'text/html; charset=UTF-8' },
  body: `<!DOCTYPE html><html lang=en><title>Error 404 (Not Found)!!1</title><p><b>404.</b> The requested URL <code>${path.replaceAll('<', '&lt;')}</code> was not found on this server.</html>`,
});

export const errorAnswer = ({ status, body }: Refused): ProviderAnswer => json(status, body);

/** The service's answer for a status that a test asked for. */
export function failure(status: number, { path }: { path: string }): ProviderAnswer {
  if (path === '/token') {
    if (status >= 500) return errorAnswer(oauthError('internal_failure', 'Backend Error', status));
    return errorAnswer(oauthError('invalid_grant', 'Invalid JWT Signature.', status));
  }
  if (path.startsWith('/calendar/')) return calendarFailure(status);
  if (status === 401) return errorAnswer(unauthenticated('sheets'));
  if (status === 403) return errorAnswer(rpcError(403, 'The caller does not have permission'));
  if (status === 404) return errorAnswer(rpcError(404, 'Requested entity was not found.'));
  if (status === 429) return errorAnswer(sheetsQuota('Write', 'user', 60, 'stand-in-project'));
  if (status === 503) return errorAnswer(rpcError(503, 'The service is currently unavailable.'));
  if (status >= 500) return errorAnswer(rpcError(status, 'Internal error encountered.'));
  return errorAnswer(rpcError(status, 'Request contains an invalid argument.'));
}

function calendarFailure(status: number): ProviderAnswer {
  const known: Readonly<Record<number, () => Refused>> = {
    401: () => unauthenticated('calendar'),
    403: () =>
      calendarError(403, 'rateLimitExceeded', 'Rate Limit Exceeded', { domain: 'usageLimits' }),
    404: calendarNotFound,
    409: () => calendarError(409, 'duplicate', 'The requested identifier already exists.'),
    410: fullSyncRequired,
    412: () => conditionNotMet(),
    429: () =>
      calendarError(429, 'rateLimitExceeded', 'Rate Limit Exceeded', { domain: 'usageLimits' }),
    500: () => calendarError(500, 'backendError', 'Backend Error'),
    503: () => calendarError(503, 'backendError', 'Backend Error'),
  };
  const make = known[status];
  if (make) return errorAnswer(make());
  return errorAnswer(calendarError(status, status >= 500 ? 'backendError' : 'badRequest', 'Error'));
}

export const conditionNotMet = (): Refused =>
  calendarError(412, 'conditionNotMet', 'Precondition Failed', {
    locationType: 'header',
    location: 'If-Match',
  });

export const fullSyncRequired = (): Refused =>
  calendarError(
    410,
    'fullSyncRequired',
    'Sync token is no longer valid, a full sync is required.',
    { domain: 'calendar', locationType: 'parameter', location: 'syncToken' },
  );
