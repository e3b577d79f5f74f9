import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callerPath } from '../aws/caller.ts';
import type { FunctionDefinition } from './definition.ts';

/** Node's own default place. What starts again and again is compiled once, and then starts in half the time. */
export const COMPILE_CACHE = { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') };

/**
 * What every client of the local AWS finds in its environment. The access key names the caller and the session token
 * its worker, so each call is known without the caller doing anything about it.
 *
 * @param workerId `<function>.<number>`, or a plain name for a client that is no worker
 */
export function awsEnvironment(
  awsRoot: string,
  region: string,
  functionId: string,
  workerId: string,
): Record<string, string> {
  const endpoint = `${awsRoot}${callerPath(workerId)}`;
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: functionId,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: workerId,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_ENDPOINT_URL_SQS: endpoint,
    AWS_ENDPOINT_URL_SCHEDULER: endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    // A developer's own profiles must not leak into what runs here.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}

/** The whole environment of a worker: as on Lambda, plus the endpoints. */
export function workerEnvironment(
  definition: FunctionDefinition,
  aws: Readonly<Record<string, string>>,
  apiRoots: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    ...COMPILE_CACHE,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    LAMBDA_TASK_ROOT: definition.folder,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    _HANDLER: definition.handler,
    ...definition.environment,
    ...aws,
    ...apiRoots,
  };
}
