// cognito-local as a child process: its data folder is relative to the working directory, which a thread cannot change.
import { createRequire } from 'node:module';

const [folder = '.', port = '0', issuer = ''] = process.argv.slice(2);
const require = createRequire(import.meta.url);
process.stdin
  .on('end', () => process.exit())
  .on('error', () => process.exit())
  .resume();
process.on('SIGINT', () => {});
process.chdir(folder);
// The package loads version 2 of the SDK, which says at every start that it is old.
process.removeAllListeners('warning');
process.env.AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE = '1';
process.env.PORT = port;
process.env.HOST = '127.0.0.1';

const { DefaultConfig } = require('cognito-local/lib/server/config.js');
DefaultConfig.TokenConfig.IssuerDomain = issuer;
require('./cognito-gaps.cjs');
const { createDefaultServer } = require('cognito-local/lib/server/defaults.js');
const pino = require('pino');
const server = await (await createDefaultServer(pino({ level: 'silent' }))).start();
console.log(JSON.stringify({ port: server.address().port }));
