import type { Provider } from '../provider.ts';
import { standIn } from '../stand-in.ts';
import { control } from './control.ts';
import { failure } from './errors.ts';
import { rest } from './rest.ts';
import { rpc } from './rpc.ts';
import { SimplyBookState } from './state.ts';

export { DEMO } from './state.ts';

/** A company's calendar at SimplyBook.me, both of its sides. See README.md. */
export function createSimplyBook(): Provider {
  const state = new SimplyBookState();
  return standIn({
    name: 'simplybook',
    answer: (request) => {
      const { method, path } = request;
      const isRpc = method === 'POST' && /^\/(login|admin)?\/*$/.test(path);
      return isRpc ? rpc(state, request) : rest(state, request);
    },
    failure,
    control: (request) => control(state, request),
    reset: () => state.reset(),
  });
}
