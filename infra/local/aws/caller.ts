import type { IncomingHttpHeaders } from 'node:http';

/** Who calls an AWS service or a provider. */
export interface Caller {
  /** The function's id, or the access key id of another client (`seed`). */
  readonly functionId: string;
  /** The worker within the function's pool; undefined for other clients. */
  readonly workerId: string | undefined;
}

const SERVICE_OF_TARGET: { readonly [prefix: string]: string } = {
  DynamoDB_20120810: 'dynamodb',
  DynamoDBStreams_20120810: 'dynamodb-streams',
  AmazonSQS: 'sqs',
  secretsmanager: 'secretsmanager',
  AWSCognitoIdentityProviderService: 'cognito-idp',
};

const SCHEDULER_ACTIONS: { readonly [method: string]: string } = {
  POST: 'CreateSchedule',
  GET: 'GetSchedule',
  PUT: 'UpdateSchedule',
  DELETE: 'DeleteSchedule',
};

/** The path below which a worker calls, so that also unsigned calls (Cognito's sign-in) are known by their caller. */
export function callerPath(workerId: string): string {
  return `/as/${workerId}`;
}

/**
 * Takes the caller out of a request to the front.
 *
 * @returns the caller and the path that remains
 */
export function identify(
  url: string,
  headers: IncomingHttpHeaders,
): { caller: Caller; path: string } {
  const byPath = /^\/as\/([^/?]+)(.*)$/.exec(url);
  if (byPath) {
    const workerId = byPath[1] ?? '';
    const functionId = workerId.split('.', 1)[0] ?? '';
    return {
      caller: { functionId, workerId: workerId.includes('.') ? workerId : undefined },
      path: byPath[2] || '/',
    };
  }
  const key = /Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? 'unknown';
  const token = headers['x-amz-security-token'];
  return {
    caller: { functionId: key, workerId: typeof token === 'string' ? token : undefined },
    path: url,
  };
}

/** `dynamodb.PutItem`, `scheduler.CreateSchedule`: what a call is counted and failed by. */
export function actionOf(
  method: string,
  path: string,
  headers: IncomingHttpHeaders,
): { service: string; operation: string } {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') {
    const [prefix = '', operation = ''] = target.split('.');
    return { service: SERVICE_OF_TARGET[prefix] ?? prefix, operation };
  }
  if (path.startsWith('/schedules/')) {
    return { service: 'scheduler', operation: SCHEDULER_ACTIONS[method] ?? method };
  }
  if (path === '/schedules' || path.startsWith('/schedules?')) {
    return { service: 'scheduler', operation: 'ListSchedules' };
  }
  const service = /\/\d{8}\/[^/]*\/([^/]+)\/aws4_request/.exec(headers.authorization ?? '')?.[1];
  return { service: service ?? 'unknown', operation: `${method} ${path}` };
}
