import { describe, expect, test } from 'vitest';
import { ROUTES } from '../../shared/contracts/routes.ts';
import { resourcesOf, target, template } from './assembly.ts';

const app = template('app');
const routes = resourcesOf(app, 'AWS::ApiGatewayV2::Route');
const [stage] = resourcesOf(app, 'AWS::ApiGatewayV2::Stage');
const [authorizer] = resourcesOf(app, 'AWS::ApiGatewayV2::Authorizer');

/** The whole list: each checks its caller itself, or tells nothing worth a token. */
const PUBLIC = [
  'GET /',
  'GET /api/accounts/integration-types',
  'GET /api/accounts/integration-types/{slug}',
  'GET /api/accounts/invitations/{token}',
  'GET /api/accounts/spheres',
  'GET /api/accounts/spheres/{slug}',
  'GET /api/integrations/oauth/{provider}/callback',
  'GET /api/integrations/oauth/{slug}/continue',
  'GET /health',
  'GET /openapi.json',
  'POST /api/accounts/confirm',
  'POST /api/accounts/forgot-password',
  'POST /api/accounts/login',
  'POST /api/accounts/refresh',
  'POST /api/accounts/register',
  'POST /api/accounts/resend-code',
  'POST /api/accounts/reset-password',
  'POST /api/integrations/oauth/{slug}/continue',
  'POST /api/integrations/telegram/kesha',
  'POST /webhook/appsheet',
  'POST /webhook/google/calendar',
  'POST /webhook/sendpulse',
  'POST /webhook/telegram/diva',
];
const withSlash = (keys: readonly string[]) =>
  keys.flatMap((key) => (key.endsWith('/') ? [key] : [key, `${key}/`])).sort();

describe('HTTP API', () => {
  test('every route but the public ones asks for a token of the user pool', () => {
    const open = routes.filter(({ properties }) => properties.AuthorizationType !== 'JWT');
    const signedIn = routes.filter((route) => !open.includes(route));
    expect(open.map(({ properties }) => properties.RouteKey).sort()).toEqual(withSlash(PUBLIC));
    for (const { properties } of signedIn) {
      expect(target(properties.AuthorizerId)).toBe(authorizer?.id);
    }
    expect(authorizer?.properties.JwtConfiguration.Audience).toHaveLength(1);
    expect(JSON.stringify(authorizer?.properties.JwtConfiguration.Issuer)).toContain('cognito-idp');
  });

  test('there are the routes of the contract and no others, each also with a slash at its end', () => {
    expect(routes.map(({ properties }) => properties.RouteKey).sort()).toEqual(
      withSlash(Object.keys(ROUTES)),
    );
    expect(
      Object.entries(ROUTES)
        .filter(([, { access }]) => access === 'everyone')
        .map(([key]) => key)
        .sort(),
    ).toEqual(PUBLIC);
  });

  test('a route with a slash leads where its twin does, and asks for the same token', () => {
    const of = (key: string) => {
      const { RouteKey: _, ...rest } =
        routes.find(({ properties }) => properties.RouteKey === key)?.properties ?? {};
      return rest;
    };
    for (const key of Object.keys(ROUTES).filter((one) => !one.endsWith('/'))) {
      expect(of(`${key}/`), key).toEqual(of(key));
    }
  });

  test('each route leads to the function that the contract names', () => {
    const functionOf = (route: (typeof routes)[number]): string => {
      const [, parts] = route.properties.Target['Fn::Join'];
      const integration = app.Resources[target(parts[1])].Properties;
      return app.Resources[target(integration.IntegrationUri)].Properties.FunctionName;
    };
    for (const route of routes) {
      const key = route.properties.RouteKey.replace(/(?<=[^ ])\/$/, '') as keyof typeof ROUTES;
      expect(functionOf(route), key).toBe(`frontdesk-dev-${ROUTES[key]?.door}`);
    }
  });

  test('events come in payload format 2.0', () => {
    for (const { properties } of resourcesOf(app, 'AWS::ApiGatewayV2::Integration')) {
      expect(properties.PayloadFormatVersion).toBe('2.0');
    }
  });

  test('the stage is throttled, and sign-in more than the rest', () => {
    const { DefaultRouteSettings, RouteSettings } = stage?.properties ?? {};
    const login = RouteSettings['POST /api/accounts/login'];
    for (const key of PUBLIC.filter((one) => one.startsWith('POST /api/accounts/'))) {
      expect(RouteSettings[key], key).toEqual(login);
    }
    expect(DefaultRouteSettings.ThrottlingRateLimit).toBeGreaterThan(0);
    expect(DefaultRouteSettings.ThrottlingBurstLimit).toBeGreaterThan(0);
    expect(login.ThrottlingRateLimit).toBeLessThan(DefaultRouteSettings.ThrottlingRateLimit);
    expect(RouteSettings['POST /api/accounts/login/']).toEqual(login);
  });

  test('a throttled route exists before the stage speaks of it', () => {
    const keys = app.Resources[stage?.id ?? ''].DependsOn.map(
      (id: string) => app.Resources[id].Properties.RouteKey,
    );
    expect(keys).toEqual(
      expect.arrayContaining(Object.keys(stage?.properties.RouteSettings ?? {})),
    );
  });

  test('the access log tells neither the query string nor a token', () => {
    const format: string = stage?.properties.AccessLogSettings.Format;
    expect(target(stage?.properties.AccessLogSettings.DestinationArn)).toContain('log');
    expect(format).toContain('$context.requestId');
    // `$context.path` and `$context.protocol` are harmless; the lists are of what carries the query or a header.
    expect(format).not.toMatch(
      /query|path|\$context\.authorizer\.(?!error)|claims|token|cookie|header/i,
    );
  });
});
