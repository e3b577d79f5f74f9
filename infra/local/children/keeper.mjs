// Runs one command and ends with its parent: stdin is a pipe from there, and the system closes it however the parent
// dies. A plain child would outlive a parent that was killed.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

const [command = '', ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.on('error', (fault) => {
  console.error(fault.message);
  process.exit(1);
});
// A folder that only the command needed goes with it.
const folder = process.env.REMOVE_AFTERWARDS;
child.on('exit', (code) => {
  if (folder) rmSync(folder, { recursive: true, force: true });
  process.exit(code ?? 1);
});
const end = () => child.kill('SIGKILL');
process.stdin.on('end', end).on('error', end).resume();
process.on('SIGTERM', end);
// Ctrl-C goes to the whole process group; the parent decides when we end.
process.on('SIGINT', () => {});
