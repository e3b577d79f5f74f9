import { readEnv } from '../../shared/platform/env.ts';
import { health } from '../../shared/platform/health.ts';
import { httpDoor, publicRoute } from '../../shared/platform/lambda/http.ts';
import { VERSION } from '../../shared/platform/version.ts';

const { TURN_QUEUE_URL } = readEnv('TABLE_NAME', 'TURN_QUEUE_URL');

export const handler = httpDoor({
  'GET /': publicRoute({
    handle: async () => {
      const { status } = await health(TURN_QUEUE_URL);
      return { name: 'frontdesk', version: VERSION, status };
    },
  }),
  'GET /health': publicRoute({ handle: () => health(TURN_QUEUE_URL) }),
});
