import { startLocalCloud } from '../../infra/local/cloud.ts';

/** A local cloud in a process of its own, for tests that kill it. Arguments: assembly, data folder. */
const [cdkOut = '', dataDir = ''] = process.argv.slice(2);
const cloud = await startLocalCloud({
  port: 0,
  quiet: true,
  cdkOut,
  dataDir,
  env: { PATH: process.env.PATH },
});
console.log(JSON.stringify({ api: cloud.api, environment: cloud.environment('test') }));
