import { CommandError } from './command-error.ts';
import { variablesIn } from './installation.ts';

const LOCAL = 'http://127.0.0.1:3000';

/**
 * Points this process at the cloud that `npm start` runs.
 *
 * @param api where it listens
 * @returns the same
 * @throws CommandError when nothing answers there
 */
export async function settleLocal(api = LOCAL): Promise<string> {
  let installation: { environment: Record<string, string>; outputs: unknown };
  try {
    const answer = await fetch(`${api}/_local/installation`);
    if (!answer.ok) throw new Error(String(answer.status));
    installation = (await answer.json()) as typeof installation;
  } catch {
    throw new CommandError(
      `No local cloud answers at ${api}: run npm start, or name it with --api.`,
    );
  }
  Object.assign(process.env, installation.environment, variablesIn(installation.outputs, api));
  return api;
}
