import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Grant, OAuthResult } from '../../../shared/platform/oauth/index.ts';
import { START, serveStandIn } from '../../steps/stand-in.ts';
import { SERVICES } from './services.ts';

/** What each service does in its own way, seen through its provider. */

const REDIRECT = 'https://desk.example/callback';
const VERIFIER = 'v'.repeat(43);
/** S256 of the verifier. */
const CHALLENGE = '7w_YNF9DSfIdPf_pRjSq646_kPr-2-o9NAl16JGghdM';

const close: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const one of close.splice(0)) await one();
});

async function open(name: string) {
  const service = SERVICES.find(({ provider }) => provider.name === name);
  if (!service) throw new Error(`There is no ${name}.`);
  const served = await serveStandIn(service.create, { root: service.root });
  const { clock, tell } = served;
  close.push(served.close);
  const { provider, client, slug } = service;
  const now = () => new Date(clock.now()).toISOString();
  const consent = async (change: Record<string, string> = {}): Promise<URL> => {
    const page = new URL(
      provider.authorizeUrl({
        ...{ client, redirectUri: REDIRECT, state: 's', challenge: CHALLENGE },
        scopes: provider.scopes[slug] ?? [],
      }),
    );
    for (const [field, value] of Object.entries({ decision: 'next', ...change })) {
      page.searchParams.set(field, value);
    }
    const answer = await fetch(page, { redirect: 'manual' });
    return new URL(answer.headers.get('location') ?? 'none:');
  };
  const exchange = (code: string, change: object = {}) =>
    provider.exchange(
      client,
      { code, redirectUri: REDIRECT, verifier: VERIFIER, ...change },
      now(),
    );
  const grant = async (change: Record<string, string> = {}): Promise<Grant> =>
    ok(await exchange((await consent(change)).searchParams.get('code') ?? ''));
  const refresh = (held: Grant) => provider.refresh(client, held, now());
  const works = async (held: Grant) => (await provider.whoIs(client, held)).kind === 'ok';
  return {
    root: served.url,
    ...{ clock, provider, client, tell, consent, exchange, grant, refresh, works },
  };
}

function ok<Value>(result: OAuthResult<Value>): Value {
  if (result.kind !== 'ok') throw new Error(`${result.kind}: ${result.why}`);
  return result.value;
}

describe.each(SERVICES)('the code of $provider.name', ({ provider: { name, pkce } }) => {
  let service: Awaited<ReturnType<typeof open>>;
  let code: string;
  beforeEach(async () => {
    service = await open(name);
    code = (await service.consent()).searchParams.get('code') ?? '';
  });

  it('is good once, and its second use ends what the first one brought', async () => {
    const held = ok(await service.exchange(code));
    expect((await service.exchange(code)).kind).not.toBe('ok');
    expect(await service.works(held)).toBe(false);
  });

  it('is good for the address it was sent to, and for a while', async () => {
    const elsewhere = { redirectUri: `${REDIRECT}/` };
    expect((await service.exchange(code, elsewhere)).kind).toMatch(/over|refused/);
    service.clock.advance(601_000);
    expect((await service.exchange(code)).kind).toMatch(/over|refused/);
  });

  it('needs the secret of the application', async () => {
    const { provider, client } = service;
    const request = { code, redirectUri: REDIRECT, verifier: VERIFIER };
    const wrong = { ...client, secret: 'wrong' };
    const now = new Date(START).toISOString();
    expect((await provider.exchange(wrong, request, now)).kind).toBe('refused');
  });

  if (pkce) {
    it('is bound to who asked for it', async () => {
      expect((await service.exchange(code, { verifier: 'w'.repeat(43) })).kind).toBe('over');
    });
  }
});

describe('Google', () => {
  it('gives a refresh token with the first consent only, unless it is told to ask again', async () => {
    const { grant } = await open('google');
    expect((await grant({ prompt: '' })).refreshToken).toBeTruthy();
    expect((await grant({ prompt: '' })).refreshToken).toBeUndefined();
    expect((await grant()).refreshToken).toBeTruthy();
  });

  it('ends what was granted to an application in testing after a week', async () => {
    const { grant, refresh, clock, tell } = await open('google');
    await tell('/testing', { testing: true });
    const held = await grant();
    clock.advance(6 * 86_400_000);
    expect((await refresh(held)).kind).toBe('ok');
    clock.advance(2 * 86_400_000);
    expect(await refresh(held)).toMatchObject({
      kind: 'over',
      why: '400 invalid_grant Token has been expired or revoked.',
    });
  });
});

describe('Zoom', () => {
  it('takes a refresh token once', async () => {
    const { grant, refresh } = await open('zoom');
    const first = await grant();
    const second = ok(await refresh(first));
    expect((await refresh(first)).kind).toBe('over');
    expect((await refresh(second)).kind).toBe('ok');
  });

  it('says by its codes what is wrong', async () => {
    const { exchange, consent, clock, provider, client } = await open('zoom');
    const why = async (asked: Promise<OAuthResult<Grant>>) => {
      const said = await asked;
      return said.kind === 'ok' ? 'ok' : `${said.kind} ${/\b47\d\d\b/.exec(said.why)?.[0]}`;
    };
    const code = async () => (await consent()).searchParams.get('code') ?? '';
    const spoiled = await code();
    expect(await why(exchange(spoiled, { redirectUri: `${REDIRECT}/` }))).toBe('refused 4709');
    expect(await why(exchange('made-up'))).toBe('over 4734');
    clock.advance(301_000);
    expect(await why(exchange(spoiled))).toBe('over 4733');
    const request = { code: await code(), redirectUri: REDIRECT, verifier: VERIFIER };
    const at = new Date(clock.now()).toISOString();
    const stranger = { ...client, secret: 'wrong' };
    expect(await why(provider.exchange(stranger, request, at))).toBe('refused 4702');
  });

  it('ends the grant of a person who grants anew', async () => {
    const { grant, refresh, works } = await open('zoom');
    const first = await grant();
    const second = await grant();
    expect(await refresh(first)).toMatchObject({
      kind: 'over',
      why: expect.stringMatching('4741'),
    });
    expect(await works(first)).toBe(false);
    expect(await works(second)).toBe(true);
  });
});

describe('Calendly', () => {
  it('takes a refresh token once', async () => {
    const { grant, refresh } = await open('calendly');
    const first = await grant();
    const second = ok(await refresh(first));
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect((await refresh(first)).kind).toBe('over');
    expect((await refresh(second)).kind).toBe('ok');
  });

  it('wants patience after eight calls in a minute, and loses nothing by it', async () => {
    const { grant, refresh, clock } = await open('calendly');
    let held = await grant();
    for (let call = 2; call <= 8; call += 1) held = ok(await refresh(held));
    expect((await refresh(held)).kind).toBe('not_now');
    clock.advance(60_000);
    expect((await refresh(held)).kind).toBe('ok');
  });
});

describe('Square', () => {
  it('rotates what a client without a secret has, which ends after 90 days', async () => {
    const { consent, client, clock, root } = await open('square');
    const ask = async (fields: Record<string, string>) => {
      const answer = await fetch(`${root}/oauth2/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'square-version': '2026-10-15' },
        body: JSON.stringify({ client_id: client.id, ...fields }),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, string> };
    };
    const page = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };
    const code = (await consent(page)).searchParams.get('code') ?? '';
    const exchange = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT };
    expect((await ask(exchange)).status).toBe(401);
    const first = await ask({ ...exchange, code_verifier: VERIFIER });
    expect(first.body.refresh_token_expires_at).toBe('2027-02-18T10:00:00.000Z');
    const renew = (token = '') => ask({ grant_type: 'refresh_token', refresh_token: token });
    const second = await renew(first.body.refresh_token);
    expect(second.body.refresh_token).not.toBe(first.body.refresh_token);
    expect((await renew(first.body.refresh_token)).body.error).toBe('invalid_grant');
    clock.advance(90 * 86_400_000);
    expect((await renew(second.body.refresh_token)).body.error).toBe('invalid_grant');
  });

  it('takes the same refresh token again and again', async () => {
    const { grant, refresh } = await open('square');
    const first = await grant();
    const second = ok(await refresh(first));
    expect(second.refreshToken).toBe(first.refreshToken);
    expect((await refresh(first)).kind).toBe('ok');
  });
});

describe('Instagram', () => {
  it('renews no token of less than a day, and none that has ended', async () => {
    const { grant, refresh, clock } = await open('instagram');
    const held = await grant();
    // Not over: the very same token can be renewed tomorrow.
    expect((await refresh(held)).kind).toBe('refused');
    clock.advance(86_400_000);
    expect((await refresh(held)).kind).toBe('ok');
    clock.advance(61 * 86_400_000);
    expect((await refresh(held)).kind).toBe('over');
  });

  it('may wrap its token', async () => {
    const { grant, works, tell } = await open('instagram');
    await tell('/wrapped');
    expect(await works(await grant())).toBe(true);
  });

  it('knows its own application only, not that of Facebook', async () => {
    const facebook = SERVICES.find(({ provider }) => provider.name === 'meta');
    const { provider, consent } = await open('instagram');
    const code = (await consent()).searchParams.get('code') ?? '';
    const request = { code, redirectUri: REDIRECT, verifier: VERIFIER };
    const client = facebook?.client ?? { id: '', secret: '' };
    const now = new Date(START).toISOString();
    expect((await provider.exchange(client, request, now)).kind).toBe('refused');
  });
});

describe('Facebook', () => {
  it('takes no call that proves itself by another secret', async () => {
    const { grant, provider, client } = await open('meta');
    const held = await grant();
    expect((await provider.whoIs(client, held)).kind).toBe('ok');
    expect((await provider.whoIs({ ...client, secret: 'stolen' }, held)).kind).toBe('over');
  });

  it('prolongs no token that has ended', async () => {
    const { grant, refresh, clock } = await open('meta');
    const held = await grant();
    clock.advance(59 * 86_400_000);
    expect((await refresh(held)).kind).toBe('ok');
    clock.advance(2 * 86_400_000);
    expect((await refresh(held)).kind).toBe('over');
  });

  it('gives a token of 60 days, and says which permissions were left out', async () => {
    const { grant, tell } = await open('meta');
    await tell('/consent', { without: ['pages_messaging'] });
    const held = await grant();
    expect(held.expiresAt).toBe(new Date(START + 5_183_944_000).toISOString());
    expect(held.scopes).not.toContain('pages_messaging');
    expect(held.scopes).toContain('pages_show_list');
  });
});
