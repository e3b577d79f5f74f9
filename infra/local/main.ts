import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BootError } from './boot-error.ts';
import { startLocalCloud } from './cloud.ts';
import { readVariables } from './settings.ts';
import { synthesize } from './synthesize.ts';

/** `npm start`: the whole product on this machine, from the template that is deployed. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
// Lambda lives in UTC; code that counts on another zone must fail here, not there.
process.env.TZ = 'UTC';

try {
  const envFile = join(ROOT, '.env');
  const variables = readVariables(envFile, process.env);
  const port = Number(variables.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new BootError(`PORT must be a number from 0 to 65535, not ${variables.PORT}.`);
  }
  const cdkOut = variables.CDK_OUTDIR ?? join(ROOT, 'cdk.out');
  const cloud = await startLocalCloud({
    port,
    cdkOut: async () => {
      await synthesize(ROOT, cdkOut);
      return cdkOut;
    },
    dataDir: variables.FRONTDESK_DATA ?? join(ROOT, '.frontdesk'),
    envFile,
    seed: true,
  });
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    cloud.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);

  const { api, playground, demo } = cloud;
  console.log(`
  frontdesk runs on this machine.

  Playground   ${playground}
  HTTP API     ${api}
  Webhook      ${demo?.sendpulseWebhook}
  Sign in      ${demo?.email} / ${demo?.password}

  Ctrl-C stops it; \`npm run reset\` forgets all data.
`);
  console.log(JSON.stringify({ ready: true, api, playground, demo }));
} catch (fault) {
  if (!(fault instanceof BootError)) throw fault;
  console.error(fault.message);
  process.exit(1);
}
