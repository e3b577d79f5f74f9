import { describe, expect, it, vi } from 'vitest';
import { handler } from '../../../functions/api/catalogue.lambda.ts';
import { SERVICE_SLUGS } from '../../../shared/catalogue/index.ts';
import { ROUTES } from '../../../shared/contracts/routes.ts';
import { call, type HttpCall } from '../../steps/http-request.ts';

vi.hoisted(() => {
  process.env.POWERTOOLS_DEV = 'true';
});

const SPHERES = 'GET /api/accounts/spheres';
const TYPES = 'GET /api/accounts/integration-types';

/** Calls the door, and holds its answer against the contract. */
async function ask(route: keyof typeof ROUTES, request: Omit<HttpCall, 'route'> = {}) {
  vi.spyOn(console, 'info').mockImplementation(() => undefined);
  const answer = await call(handler, { route, ...request });
  const schema = ROUTES[route]?.answers[answer.status ?? 0];
  if (schema) expect(schema.safeParse(answer.json).error).toBeUndefined();
  return answer as typeof answer & {
    json: {
      spheres: { slug: string; name: string; description: string }[];
      integration_types: { slug: string; name: string; description: string }[];
      error: { code: string; details: { path: string }[] };
    };
  };
}

const slugs = async (query: Record<string, string> = {}) =>
  (await ask(TYPES, { query })).json.integration_types.map(({ slug }) => slug);

describe('the spheres', () => {
  it('are read by everybody', async () => {
    const { status, json } = await ask(SPHERES);
    expect(status).toBe(200);
    expect(json.spheres.map(({ name }) => name)).toEqual([
      'General',
      'Beauty & Wellness',
      'Health & Medical',
    ]);
  });

  it('are read with a slash at the end too', async () => {
    expect((await call(handler, { route: `${SPHERES}/` })).status).toBe(200);
  });

  it('are shown one by one, and an unknown one is not there', async () => {
    const route = `${SPHERES}/{slug}` as const;
    expect((await ask(route, { path: { slug: 'beauty' } })).json).toEqual({
      id: 2,
      slug: 'beauty',
      name: 'Beauty & Wellness',
      description: expect.stringContaining('salons'),
      icon: expect.any(String),
      color: expect.stringMatching(/^#/),
      is_active: true,
      order: 2,
    });
    for (const slug of ['sport', 'BEAUTY', '__proto__', '2']) {
      const { status, json } = await ask(route, { path: { slug } });
      expect([slug, status, json.error.code]).toEqual([slug, 404, 'sphere_not_found']);
    }
  });
});

describe('what stands beside the catalogue', () => {
  const one = async (slug: string) =>
    (await ask(`${TYPES}/{slug}`, { path: { slug }, query: { language: 'uk' } })).json as unknown;

  it('is reachable by its slug, in no list, and says what is typed to connect it', async () => {
    const listed = (await ask(TYPES)).json.integration_types as unknown as { catalogue: boolean }[];
    expect(listed.map(({ catalogue }) => catalogue)).toEqual(Array(28).fill(true));
    for (const slug of SERVICE_SLUGS) {
      expect(await one(slug)).toMatchObject({
        ...{ id: null, slug, catalogue: false, integration_type: 'service' },
        description: expect.stringMatching(/[а-яіїє]{4}/),
      });
      expect(await slugs()).not.toContain(slug);
    }
    expect(await one('altegio')).toMatchObject({
      availability: { state: 'connectable', needs: null },
      credentials: { required: ['user_token'], optional: [], settings: ['location_id'] },
    });
    expect(await one('stripe')).toMatchObject({ availability: { state: 'on_request' } });
    expect(await one('telegram')).toMatchObject({
      ...{ catalogue: true, credentials: { required: [], optional: [], settings: [] } },
    });
  });
});

describe('the language', () => {
  const name = async (request: Omit<HttpCall, 'route'>) =>
    (await ask(SPHERES, request)).json.spheres[1]?.name;

  it.each([
    ['uk-UA,uk;q=0.9,en;q=0.5', 'Краса'],
    ['de, ru;q=0.3, en;q=0.2', 'Красота'],
    ['en;q=0.2, uk;q=0.8', 'Краса'],
    ['uk;q=0, en', 'Beauty & Wellness'],
    ['fr', 'Beauty & Wellness'],
    ['uk;q=much', 'Beauty & Wellness'],
    ['', 'Beauty & Wellness'],
  ])('of Accept-Language %o speaks', async (header, expected) => {
    expect(await name({ headers: { 'accept-language': header } })).toBe(expected);
  });

  it('is named by the request before its headers', async () => {
    const headers = { 'accept-language': 'uk' };
    expect(await name({ headers, query: { language: 'ru' } })).toBe('Красота');
  });

  it('is one of the product, or the field is named', async () => {
    const { status, json } = await ask(SPHERES, { query: { language: 'de' } });
    expect([status, json.error.details[0]?.path]).toEqual([400, 'language']);
  });
});

describe('the integration types', () => {
  it('are all there without a filter', async () => expect(await slugs()).toHaveLength(28));

  it.each([
    ['general', '1', 10],
    ['beauty', '2', 20],
    ['health', '3', 18],
  ])('of the sphere %s are found by slug and by id', async (sphere_slug, sphere_id, count) => {
    const found = await slugs({ sphere_slug });
    expect(found).toHaveLength(count);
    expect(await slugs({ sphere_id })).toEqual(found);
    expect(found.slice(0, 10)).toEqual(await slugs({ sphere_slug: 'general' }));
  });

  it('of a country are those that are there or everywhere', async () => {
    const beauty = async (country: string) =>
      (await slugs({ sphere_slug: 'beauty', country })).slice(10);
    expect(await beauty('UA')).toEqual(['dikidi', 'easyweek', 'simplybook', 'square', 'fresha']);
    expect(await beauty('jp')).toEqual(['simplybook', 'square', 'fresha']);
    expect((await slugs({ sphere_slug: 'health', country: 'DE' })).slice(10)).toEqual([
      'doctolib',
      'jameda',
    ]);
  });

  it('of two spheres at once are those of both', async () => {
    expect(await slugs({ sphere_id: '2', sphere_slug: 'health' })).toHaveLength(10);
  });

  it.each([
    ['sphere_id', '4'],
    ['sphere_id', '0'],
    ['sphere_id', 'beauty'],
    ['sphere_id', '1.5'],
    ['sphere_slug', 'sport'],
    ['sphere_slug', ''],
    ['country', 'Ukraine'],
    ['country', 'UK'],
    ['colour', 'red'],
  ])('refuse the filter %s=%s by its name', async (field, value) => {
    const { status, json } = await ask(TYPES, { query: { [field]: value } });
    expect([status, json.error.code]).toEqual([400, 'invalid_input']);
    expect(json.error.details.map(({ path }) => path)).toEqual([field]);
  });

  it('are shown one by one, with what they need', async () => {
    const route = `${TYPES}/{slug}` as const;
    const one = async (slug: string) => (await ask(route, { path: { slug } })).json;
    expect(await one('telegram')).toMatchObject({
      name: 'Telegram',
      supports_working_hours: true,
      requires_oauth: false,
      oauth_provider: '',
      availability: { state: 'connectable', needs: null },
    });
    expect(await one('booksy')).toMatchObject({
      spheres: [{ id: 2, slug: 'beauty', name: 'Beauty & Wellness' }],
      available_countries: ['PL', 'US', 'GB', 'CA', 'AU'],
      availability: { state: 'on_request', needs: { code: 'partnership' } },
    });
    const unknown = await ask(route, { path: { slug: 'myspace' } });
    expect([unknown.status, unknown.json.error.code]).toEqual([404, 'integration_type_not_found']);
  });
});

describe('an answer of the catalogue', () => {
  it('may be kept by everybody, by language, and is asked for again with its tag', async () => {
    const { headers } = await ask(TYPES);
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=300',
      vary: 'accept-language',
      etag: expect.stringMatching(/^"[\w-]{22}"$/),
    });
    const etag = String(headers.etag);
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await ask(TYPES, { headers: { 'if-none-match': tag } });
      expect([tag, again.status, again.body]).toEqual([tag, 304, undefined]);
      expect(again.headers).toMatchObject({ etag, 'cache-control': 'public, max-age=300' });
    }
  });

  it('is another in another language, and for other filters', async () => {
    const tags = await Promise.all(
      [{}, { language: 'uk' }, { sphere_id: '2' }].map(
        async (query) => (await ask(TYPES, { query })).headers.etag,
      ),
    );
    expect(new Set(tags).size).toBe(3);
    const other = { 'if-none-match': String(tags[0]) };
    expect((await ask(TYPES, { query: { language: 'uk' }, headers: other })).status).toBe(200);
  });

  it('that refuses is kept by nobody', async () => {
    const { headers } = await ask(`${TYPES}/{slug}`, { path: { slug: 'myspace' } });
    expect(headers['cache-control']).toBe('no-store');
    expect(headers.etag).toBeUndefined();
  });
});
