import { logIn } from '../../shared/accounts/index.ts';
import { credentials } from '../../shared/contracts/accounts.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { httpDoor, publicRoute } from '../../shared/platform/lambda/http.ts';

const { USER_POOL_CLIENT_ID: clientId } = readEnv('USER_POOL_CLIENT_ID', 'TABLE_NAME');

export const handler = httpDoor({
  'POST /api/accounts/login': publicRoute({
    body: credentials,
    handle: ({ body, sourceIp }) => logIn({ ...body, clientId, sourceIp }),
    refusals: { invalid_credentials: 401, new_password_required: 403, too_many_attempts: 429 },
  }),
});
