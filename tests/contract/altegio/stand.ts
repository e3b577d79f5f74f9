import {
  createAltegio,
  DEMO_LOCATION,
  STAND_IN_PARTNER,
  STAND_IN_USER,
} from '../../../infra/local/providers/altegio/index.ts';
import { ask, serveStandIn } from '../../steps/stand-in.ts';

export interface Asked {
  readonly partner?: string;
  /** null: nobody. */
  readonly user?: string | null;
  readonly accept?: string;
  readonly body?: unknown;
}

/** The stand-in alone, with its demo location. */
export async function stand(start = '2026-11-20T10:00:00.000Z') {
  const served = await serveStandIn(createAltegio, { start: Date.parse(start) });
  return {
    ...served,
    /** One call of the API: `GET /records/100001`. */
    call(
      what: string,
      {
        partner = STAND_IN_PARTNER,
        user = STAND_IN_USER,
        accept = 'application/vnd.api.v2+json',
        body,
      }: Asked = {},
    ) {
      const [method = '', path = ''] = what.split(' ');
      const authorization = `Bearer ${partner}${user === null ? '' : `, User ${user}`}`;
      return ask(method, `${served.url}/api/v1${path}`, body, {
        ...(partner === '' ? {} : { authorization }),
        accept,
      });
    },
    requests: () => served.provider.requests(),
  };
}

export type Stand = Awaited<ReturnType<typeof stand>>;

export { DEMO_LOCATION, STAND_IN_PARTNER, STAND_IN_USER };
