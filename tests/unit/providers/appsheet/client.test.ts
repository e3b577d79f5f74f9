import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAppSheet, DEMO_APP } from '../../../../infra/local/providers/appsheet/index.ts';
import { serveProvider } from '../../../../infra/local/providers/serve.ts';
import { appSheet } from '../../../../shared/providers/appsheet/index.ts';

const service = createAppSheet();
let served: Awaited<ReturnType<typeof serveProvider>>;

beforeAll(async () => {
  served = await serveProvider(service);
  process.env.APPSHEET_API_ROOT = served.url;
});
afterAll(async () => {
  delete process.env.APPSHEET_API_ROOT;
  await served.close();
});
beforeEach(() => service.reset());

const ACCESS = {
  host: 'www.appsheet.com',
  appId: DEMO_APP.id,
  accessKey: DEMO_APP.accessKey,
  table: 'Bookings',
} as const;
const SHAPE = { key: 'BookingID', dates: ['Date'] };
const table = (access: Partial<Record<keyof typeof ACCESS, string>> = {}, limits = {}) =>
  appSheet({ ...ACCESS, ...access } as typeof ACCESS, SHAPE, limits);

const row = (id: string, fields = {}) => ({ BookingID: id, Date: '2026-11-04', ...fields });
const tell = (path: string, body: object) =>
  fetch(served.control + path, { method: 'POST', body: JSON.stringify(body) });
const seen = async () => {
  const answer = await fetch(`${served.control}/table`);
  return ((await answer.json()) as { rows: Record<string, string>[] }).rows;
};
const payloads = () => service.requests().map(({ body }) => body as Record<string, unknown>);

describe('rows', () => {
  test('are added, found, edited and removed, their days in ISO here and American there', async () => {
    expect(await table().add([row('B1'), row('B2')])).toMatchObject([
      {
        keys: ['B1', 'B2'],
        result: { kind: 'ok', rows: [{ BookingID: 'B1', Date: '2026-11-04' }, {}] },
      },
    ]);
    expect(payloads()[0]).toEqual({
      Action: 'Add',
      Properties: { Locale: 'en-US', Timezone: 'UTC' },
      Rows: [
        { BookingID: 'B1', Date: '11/04/2026' },
        { BookingID: 'B2', Date: '11/04/2026' },
      ],
    });
    await table().edit([row('B1', { Date: '2026-12-11', Duration: 30 })]);
    expect(await table().find(['B1', 'B9'])).toMatchObject([
      { keys: ['B1', 'B9'], result: { rows: [{ Date: '2026-12-11', Duration: '30' }] } },
    ]);
    await table().remove(['B1']);
    expect((await table().all()).result).toMatchObject({ rows: [{ BookingID: 'B2' }] });
  });

  test('mean the same day whatever the locale of the app', async () => {
    await tell('/apps', { id: DEMO_APP.id, locale: 'uk-UA' });
    await table().add([row('B1', { Date: '2026-12-11' })]);
    expect(await seen()).toMatchObject([{ Date: '11.12.2026' }]);
    expect((await table().all()).result).toMatchObject({ rows: [{ Date: '2026-12-11' }] });
  });

  test('go a hundred in a call', async () => {
    const many = Array.from({ length: 230 }, (_, at) => row(`B${at}`));
    const batches = await table().add(many);
    expect(batches.map(({ keys }) => keys.length)).toEqual([100, 100, 30]);
    expect(await seen()).toHaveLength(230);
    const found = await table().find(many.map(({ BookingID }) => BookingID));
    const rows = found.flatMap(({ result }) => (result.kind === 'ok' ? result.rows : []));
    expect(rows).toHaveLength(230);
    expect(service.requests()).toHaveLength(6);
  });

  test('that the deadline leaves are not now, and their calls are not made', async () => {
    const many = Array.from({ length: 150 }, (_, at) => row(`B${at}`));
    const batches = await table({}, { deadlineMs: 0 }).add(many);
    expect(batches.map(({ result }) => result.kind)).toEqual(['ok', 'not_now']);
    expect(service.requests()).toHaveLength(1);
  });

  test('none of them, none of the calls', async () => {
    expect([await table().find([]), await table().add([])]).toEqual([[], []]);
    expect(service.requests()).toEqual([]);
  });
});

describe('a call', () => {
  test('names nobody it acts as and keeps the key out of what is recorded', async () => {
    const [batch] = await table().add([row('B1')]);
    const { exchange } = await table().all();
    expect(JSON.stringify([batch, exchange, payloads()])).not.toMatch(/RunAs|V2-/);
  });

  test('goes to the host of the account', async () => {
    delete process.env.APPSHEET_API_ROOT;
    const asked: string[] = [];
    const real = globalThis.fetch;
    globalThis.fetch = async (url) => {
      asked.push(String(url));
      return new Response('[]');
    };
    try {
      await table({ host: 'eu.appsheet.com', table: 'My bookings/2' }).all();
    } finally {
      globalThis.fetch = real;
      process.env.APPSHEET_API_ROOT = served.url;
    }
    expect(asked).toEqual([
      `https://eu.appsheet.com/api/v2/apps/${DEMO_APP.id}/tables/My%20bookings%2F2/Action`,
    ]);
  });
});

describe('200 with nothing in it', () => {
  test('is never "no rows"', async () => {
    await tell('/empty', { times: 2 });
    expect(await table().find(['B1'])).toMatchObject([{ result: { kind: 'not_now' } }]);
    expect(await table().all()).toMatchObject({ result: { kind: 'not_now' } });
    expect(await table().all()).toMatchObject({ result: { kind: 'ok', rows: [] } });
  });

  test.each([true, false])('leaves a write unknown (applied: %s)', async (applied) => {
    await table().add([row('B1')]);
    await tell('/empty', { times: 3, applied });
    for (const batch of [
      await table().add([row('B2')]),
      await table().edit([row('B1', { Status: 'X' })]),
      await table().remove(['B1']),
    ]) {
      expect(batch).toMatchObject([{ result: { kind: 'unknown', why: 'an empty answer' } }]);
    }
    expect((await seen()).map(({ key }) => key)).toEqual(applied ? ['B2'] : ['B1']);
  });
});

describe('when AppSheet says no', () => {
  test.each([
    ['another key', { accessKey: 'V2-other' }],
    ['an app that is gone', { appId: 'gone' }],
    ['a table that is not there', { table: 'Clients' }],
    ['a table that no expression can carry', { table: 'Book"ings' }],
  ])('because of %s, the place is refused', async (_, access) => {
    const refused = [{ result: { kind: 'refused', by: 'place', why: expect.any(String) } }];
    expect(await table(access).find(['B1'])).toMatchObject(refused);
    expect(await table(access).add([row('B1')])).toMatchObject(refused);
  });

  test('because of a row, nothing of its call is done and the words say which', async () => {
    await table().add([row('B1')]);
    expect(await table().edit([row('B1', { Status: 'X' }), row('B9')])).toMatchObject([
      { result: { kind: 'refused', by: 'row', why: "400 Row having key 'B9' not found" } },
    ]);
    expect(await table().add([row('B2', { Duration: 'long' })])).toMatchObject([
      { result: { kind: 'refused', by: 'row', why: expect.stringContaining("'Duration'") } },
    ]);
    expect(await seen()).toHaveLength(1);
    expect((await seen())[0]).not.toHaveProperty('Status');
  });

  test('429 says when', async () => {
    service.fail({ status: 429, headers: { 'retry-after': '7' } });
    service.fail({ status: 429 });
    const add = async () => (await table().add([row('B1')]))[0]?.result;
    expect(await add()).toMatchObject({ kind: 'not_now', retryAfterSeconds: 7 });
    expect(await add()).toMatchObject({ kind: 'not_now', retryAfterSeconds: 60 });
  });

  test.each([500, 503, 408])('%i leaves a write unknown and a look for later', async (status) => {
    service.fail({ status, times: 2 });
    expect(await table().add([row('B1')])).toMatchObject([{ result: { kind: 'unknown' } }]);
    expect(await table().all()).toMatchObject({ result: { kind: 'not_now' } });
    expect(service.requests()).toHaveLength(2);
  });

  test('nothing in time, the write is unknown, done or not', async () => {
    const hasty = table({}, { timeoutMs: 500 });
    service.fail({ hang: true, applyThenFail: true });
    expect(await hasty.add([row('B1')])).toMatchObject([{ result: { kind: 'unknown' } }]);
    service.fail({ hang: true });
    expect(await hasty.add([row('B2')])).toMatchObject([{ result: { kind: 'unknown' } }]);
    service.fail({ hang: true });
    expect(await hasty.find(['B1'])).toMatchObject([{ result: { kind: 'not_now' } }]);
    expect((await seen()).map(({ key }) => key)).toEqual(['B1']);
  });

  test('nothing at all, it was surely not touched', async () => {
    const gone = await serveProvider(createAppSheet());
    await gone.close();
    process.env.APPSHEET_API_ROOT = gone.url;
    try {
      expect(await table().add([row('B1')])).toMatchObject([{ result: { kind: 'not_now' } }]);
    } finally {
      process.env.APPSHEET_API_ROOT = served.url;
    }
  });

  test.each([
    ['a page', '<html></html>'],
    ['text', '"ok"'],
    ['an object of something else', '{"Rows":"many"}'],
    ['a list of something else', '[1]'],
  ])('%s instead of rows is no answer', async (_, body) => {
    service.fail({ status: 200, body, times: 2 });
    expect(await table().add([row('B1')])).toMatchObject([{ result: { kind: 'unknown' } }]);
    expect(await table().all()).toMatchObject({ result: { kind: 'not_now' } });
  });

  test('rows in the other of the two shapes are rows', async () => {
    const rows = [{ BookingID: 'B1', Date: '11/04/2026', Status: null }];
    const read = { BookingID: 'B1', Date: '2026-11-04', Status: '' };
    service.fail({ status: 200, body: { Rows: rows, Warnings: ['w'] } });
    expect((await table().all()).result).toEqual({ kind: 'ok', rows: [read] });
    service.fail({ status: 200, body: rows });
    expect((await table().add([row('B1')]))[0]?.result).toEqual({ kind: 'ok', rows: [read] });
  });
});

describe('keys', () => {
  test('that could end their place in an expression are never put into one', async () => {
    await table().add([row('B1'), row('B2')]);
    service.clearRequests();
    const hostile = ['x"),TRUE)', `x" , [BookingID]<>"y`, "it's", 'a\\"b', '', '[Status]', 'a\nb'];
    expect(await table().find(hostile)).toEqual([
      expect.objectContaining({ keys: hostile, result: expect.objectContaining({ by: 'row' }) }),
    ]);
    expect(service.requests()).toEqual([]);
    expect(await table().find(['B1', ...hostile])).toMatchObject([
      { keys: ['B1'], result: { kind: 'ok', rows: [{ BookingID: 'B1' }] } },
      { keys: hostile, result: { kind: 'refused' } },
    ]);
  });

  test('of any kind only ever find themselves', async () => {
    await table().add([row('B1'), row('b1'), row('B2')]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('B1', 'b1', '"', '")', 'TRUE')), {
          minLength: 1,
          maxLength: 5,
        }),
        async (keys) => {
          for (const { result } of await table().find(keys)) {
            if (result.kind === 'refused') expect(result.by).toBe('row');
            else expect(result.kind).toBe('ok');
            if (result.kind !== 'ok') continue;
            for (const { BookingID } of result.rows) expect(keys).toContain(BookingID);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('find nothing else when AppSheet ignores the selector', async () => {
    service.fail({ status: 200, body: [{ BookingID: 'B1' }, { BookingID: 'B2' }] });
    expect(await table().find(['B2'])).toMatchObject([{ result: { rows: [{ BookingID: 'B2' }] } }]);
  });
});
