import { AuthorizationServer } from '../authorization-server.ts';

export const STAND_IN_CLIENT = 'zoom-stand-in-client';
export const STAND_IN_CLIENT_SECRET = 'zoom-stand-in-secret';

const DAYS_90 = 90 * 86_400;

/** What the stand-in remembers between two requests: who granted what. */
export const createState = (): AuthorizationServer =>
  new AuthorizationServer(
    {
      client: { id: STAND_IN_CLIENT, secret: STAND_IN_CLIENT_SECRET },
      person: { id: 'KDcuGIm1QgePTO8WbOqwIQ', email: 'owner@zoom.example', name: 'Olena Owner' },
      codeSeconds: 300,
      accessSeconds: 3600,
      rotates: true,
      pkce: 'taken',
      choosesScopes: false,
      scopesJoinedBy: /\s+/,
      knowsScope: (scope) => /^(meeting|user):(read|write|update|delete):\w+(:admin)?$/.test(scope),
      refreshSeconds: () => DAYS_90,
      oneGrantAtATime: true,
    },
    'zoom',
  );
