import { AuthorizationServer } from '../authorization-server.ts';

export const STAND_IN_CLIENT = 'sq0idp-stand-in-client';
export const STAND_IN_CLIENT_SECRET = 'sq0csp-stand-in-secret';

const DAYS_30 = 30 * 86_400;

/** What the stand-in remembers between two requests: who granted what. */
export const createState = (): AuthorizationServer =>
  new AuthorizationServer(
    {
      client: { id: STAND_IN_CLIENT, secret: STAND_IN_CLIENT_SECRET },
      person: { id: 'MLSTANDIN0001', email: 'owner@square.example', name: 'Salon on the Square' },
      codeSeconds: 300,
      accessSeconds: DAYS_30,
      rotates: false,
      pkce: 'taken',
      choosesScopes: false,
      scopesJoinedBy: /[\s+]+/,
      knowsScope: (scope) => /^[A-Z]+(_[A-Z]+)*_(READ|WRITE)$/.test(scope),
    },
    'square',
  );
