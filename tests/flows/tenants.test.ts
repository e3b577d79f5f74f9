import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { ROUTES, type RouteContract, type RouteKey } from '../../shared/contracts/routes.ts';
import { type Business, HIDDEN, person, startBusinesses } from '../steps/businesses.ts';
import { kyiv, morning, type Row, rows } from '../steps/chat.ts';
import { google } from '../steps/google.ts';
import { type ApiAnswer, startCloud, type TestCloud } from '../steps/local-cloud.ts';
import { telegram } from '../steps/telegram.ts';

/**
 * Two businesses on one installation, both full of words of their own, and everybody at every route: nobody learns or
 * changes anything of a business that is not hers, nor that it is there.
 */

let cloud: TestCloud;
let alfa: Business;
let beta: Business;
/** Somebody with an account and without a project. */
let stranger: string;
const dataDir = mkdtempSync(join(tmpdir(), 'frontdesk-tenants-'));
const KEYS = Object.keys(ROUTES) as RouteKey[];
/** Routes that were called, and as whom. */
const swept = new Map<RouteKey, Set<string>>();

beforeAll(async () => {
  cloud = await startCloud({ seed: false, dataDir });
  const installation = (await cloud.api('GET', '/_local/installation')).body;
  const outputs: Row = Object.assign({}, ...Object.values(installation.outputs as Row));
  Object.assign(process.env, installation.environment, {
    ...{ TABLE_NAME: outputs.TableName, PLATFORM_SECRET_ARN: outputs.SecretArn },
  });
  await morning(cloud);
  const made = await startBusinesses(cloud, ['alfacanary', 'betacanary']);
  [alfa, beta] = made as [Business, Business];
  stranger = (await person(cloud, 'stranger@nowhere.example')).token;
});
afterAll(async () => {
  await cloud?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const otherThan = (business: Business): Business => (business === alfa ? beta : alfa);
const isOfProject = (key: RouteKey): boolean =>
  ['member', 'owner'].includes(ROUTES[key]?.access ?? '');
/** What of a business stands in a text. */
const found = (text: string, { words }: Business): string[] =>
  words.filter((word) => text.toLowerCase().includes(word.toLowerCase()));
const secretsIn = (text: string): string[] =>
  [HIDDEN, ...alfa.secrets, ...beta.secrets].filter((secret) => text.includes(secret));

/** Everything that is stored but the counters of limits, row by row. */
async function stored(): Promise<Record<string, string>> {
  const kept = (await rows(cloud)).filter(({ pk }) => !pk.startsWith('LIMIT#'));
  return Object.fromEntries(kept.map((row) => [`${row.pk} ${row.sk}`, inOrder(row)]));
}
/** JSON that is the same for the same row. */
const inOrder = (row: Row): string =>
  JSON.stringify(row, (_, value) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
/** Rows that are not as they were. */
function changed(was: Record<string, string>, is: Record<string, string>): string[] {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names
    .filter((name) => was[name] !== is[name])
    .map((name) => `${name}: ${was[name]} is ${is[name]}`);
}
/** What of it belongs to a business. */
function of({ projectId }: Business, all: Record<string, string>): Record<string, string> {
  const own = new RegExp(`^P#${projectId}(#| )`);
  return Object.fromEntries(Object.entries(all).filter(([key]) => own.test(key)));
}

/** Not always the same mailbox: each has limits of its own. */
const somebody = (round: number) => ['owner', 'operator', 'helper'][round % 3];

/** Bodies that are fine in a business; `round` tells repetitions apart. What is not here is made from its schema. */
const BODIES: Readonly<Record<RouteKey, (own: Business, round: number) => unknown>> = {
  'POST /projects/{project_id}/config': () => ({ language: 'uk' }),
  'POST /projects/{project_id}/bookings': ({ ids, tag }, round) => ({
    ...{ service_id: ids.service_id, specialist_id: ids.specialist_id },
    ...{ starts_at: at(4, 10 + round), client: { name: `Vira ${tag}` } },
  }),
  'PATCH /projects/{project_id}/bookings/{booking_id}': (_own, round) => ({
    starts_at: at(5, 10 + round),
  }),
  'POST /projects/{project_id}/bookings/{booking_id}/payments': () => ({
    ...{ amount: 1, method: 'cash' },
  }),
  'POST /api/integrations/appsheet/sync': ({ ids }) => ({
    ...{ action: 'Edit', bookingId: ids.booking_id },
  }),
  'POST /api/integrations/telegram/diva': ({ ids }) => ({
    ...{ bookingId: ids.pending_id, modelName: 'M', clientName: 'C', date: 'D', time: 'T' },
  }),
  'PATCH /projects/{project_id}/conversations/{conversation_id}': () => ({ handed_over: false }),
  'POST /api/integrations/api': () => ({ integration_type_slug: 'telegram' }),
  'PUT /api/integrations/api/{integration_id}': ({ tag }) => ({
    settings: { greeting: `${tag} hello` },
  }),
  'POST /api/integrations/api/{integration_id}/working_hours': () => [],
  'POST /api/integrations/api/working-hours': () => ({
    ...{ integration: 'telegram', weekday: 1, start_time: '09:00', end_time: '18:00' },
  }),
  'PUT /api/integrations/api/working-hours/{hours_id}': () => ({
    ...{ weekday: 6, start_time: '10:00', end_time: '17:00' },
  }),
  'PATCH /projects/{project_id}/members/{user_id}': () => ({ role: 'operator' }),
  'POST /projects/{project_id}/invitations': ({ tag }) => ({
    ...{ email: `new@${tag}.example`, role: 'operator' },
  }),
  'POST /api/accounts/invitations/accept': ({ invitation }) => ({ token: invitation }),
  'POST /api/accounts/deletion': () => ({ password: 'Not-this-one-1' }),
  'POST /api/accounts/change-password': () => ({
    ...{ password: 'Not-this-one-1', new_password: 'Somebody-Else-1' },
  }),
  'POST /api/accounts/change-email': ({ tag }, round) => ({
    ...{ email: `${somebody(round)}@${tag}.example`, password: 'Not-this-one-1' },
  }),
  'POST /api/accounts/confirm-email': () => ({ code: '00000000' }),
  'POST /api/accounts/register': ({ tag }, round) => ({
    ...{ name: 'X', email: `${somebody(round)}@${tag}.example`, password: 'Somebody-Else-1' },
    ...{ business_name: 'X', sphere: 'beauty', country: 'UA' },
    ...{ time_zone: 'Europe/Kyiv', language: 'uk' },
  }),
  'POST /api/accounts/reset-password': ({ tag }, round) => ({
    ...{
      email: `${somebody(round)}@${tag}.example`,
      code: '00000000',
      password: 'Somebody-Else-1',
    },
  }),
  'POST /api/accounts/confirm': ({ tag }, round) => ({
    ...{
      email: `${somebody(round)}@${tag}.example`,
      registration_id: '0'.repeat(26),
      code: '00000000',
    },
  }),
  'POST /api/accounts/resend-code': ({ tag }, round) => ({
    ...{ email: `${somebody(round)}@${tag}.example`, registration_id: '0'.repeat(26) },
  }),
  'POST /api/accounts/login': ({ tag }, round) => ({
    email: `${somebody(round)}@${tag}.example`,
    password: 'x',
  }),
  'POST /api/accounts/forgot-password': ({ tag }, round) => ({
    email: `${somebody(round)}@${tag}.example`,
  }),
};
const QUERIES: Readonly<Record<RouteKey, () => Record<string, string>>> = {
  'GET /projects/{project_id}/bookings': () => ({ from: at(0, 0), to: at(30, 0) }),
};
/** Values of path parameters that belong to no business. */
const EVERYBODYS: Readonly<Record<string, string>> = {
  slug: 'google-calendar',
  provider: 'google',
  token: 'no-such-token',
};

/** Midnight of today in Kyiv, epoch milliseconds. */
let midnight = 0;
const at = (days: number, hour: number): string =>
  new Date(midnight + (days * 24 + hour) * 3_600_000).toISOString();
beforeAll(async () => {
  midnight = Date.parse(await kyiv(cloud, 0, '00:00'));
});

/** The least body that a schema takes. @throws Error when the schema has to be helped by BODIES */
function sample(key: RouteKey, schema: z.ZodType): unknown {
  const made = least(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  if (schema.safeParse(made).success) return made;
  throw new Error(`${key} needs a body in BODIES: ${JSON.stringify(made)} is none.`);
}
function least(schema: Row): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return least(choices[0]);
  if (schema.type === 'object') {
    const names: string[] = schema.required ?? [];
    return Object.fromEntries(names.map((name) => [name, least(schema.properties[name])]));
  }
  if (schema.type === 'array') return [];
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  if (schema.type === 'boolean') return false;
  return 'word'.padEnd(schema.minLength ?? 0, 'x');
}

interface Asked {
  /** Whose project is asked; `null`: one that is not there. */
  readonly project: Business | null;
  /** Whose things the path names; the project's own when absent. */
  readonly things?: Business;
  readonly as: string | undefined;
  /** Of the caller, for the list of what was swept. */
  readonly who: string;
  readonly round?: number;
  readonly more?: { body?: unknown; query?: Record<string, string>; header?: Business };
}

async function call(key: RouteKey, { project, as, who, round = 0, more = {}, ...rest }: Asked) {
  const route = ROUTES[key] as RouteContract;
  const home = project ?? alfa;
  const things = rest.things ?? home;
  const projectId = project?.projectId ?? 'no-such-project';
  const ids: Record<string, string> = { ...EVERYBODYS, ...things.ids, project_id: projectId };
  if (things !== home) ids.integration_id = things.ids.only_integration_id ?? '';
  const [method = '', template = ''] = key.split(' ');
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (ids[name] === undefined) throw new Error(`${key}: nobody knows a ${name}.`);
    return encodeURIComponent(ids[name]);
  });
  const query = more.query ?? QUERIES[key]?.();
  const made = BODIES[key]?.(home, round) ?? (route.body && sample(key, route.body));
  const headers: Record<string, string> = {
    ...(route.keyed ? { 'idempotency-key': `tenants-${round}-${key.length}` } : {}),
    'x-project-id': route.projectInHeader ? projectId : (more.header?.projectId ?? projectId),
  };
  swept.set(key, (swept.get(key) ?? new Set()).add(who));
  const search = query ? `?${new URLSearchParams(query)}` : '';
  return cloud.api(method, `${path}${search}`, {
    headers,
    ...(as === undefined ? {} : { token: as }),
    ...(route.body ? { body: more.body ?? made } : {}),
  });
}

/** Does many things, some of them at once. */
async function inTurns<Thing>(things: readonly Thing[], work: (thing: Thing) => Promise<void>) {
  const left = [...things];
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next);
  };
  // More at once would start a worker of every function for each.
  await Promise.all(Array.from({ length: 2 }, worker));
}

const codeOf = ({ body }: ApiAnswer): string | undefined => body?.error?.code;
const textOf = ({ body }: ApiAnswer): string => JSON.stringify(body ?? null);

test('both businesses have something of everything, and neither has a word of the other', async () => {
  const all = await rows(cloud);
  for (const own of [alfa, beta]) {
    const mine = all.filter(({ pk }) => `${pk}#`.startsWith(`P#${own.projectId}#`));
    const entities = new Set(mine.map(({ entity }) => entity));
    expect([...entities]).toEqual(
      expect.arrayContaining([
        ...['Project', 'Connection', 'Member', 'Invitation', 'Booking', 'Conversation'],
        ...['Message', 'Turn', 'Summary', 'Alert', 'Parked', 'SyncRecord', 'Notification'],
        ...['CalendarChannel'],
      ]),
    );
    expect(found(JSON.stringify(mine), otherThan(own))).toEqual([]);
    for (const entity of ['Project', 'Booking', 'Message', 'Turn', 'Summary', 'Parked']) {
      const some = JSON.stringify(mine.filter((row) => row.entity === entity));
      expect([entity, some.includes(own.tag)]).toEqual([entity, true]);
    }
  }
});

test('every route refuses whoever is not of the project, as if it were not there, and changes nothing', async () => {
  await cloud.clock.advance(61);
  await cloud.runUntilIdle(60);
  const before = await stored();
  const wrong: string[] = [];
  const keys = KEYS.filter(isOfProject);
  const tries: [RouteKey, Asked, number, RegExp | undefined][] = [];
  for (const key of keys) {
    for (const project of [alfa, beta]) {
      const foreign = otherThan(project);
      const hidden = /^project_not_found$/;
      const owner = { project, as: foreign.owner, who: 'an owner of another project' };
      tries.push([key, owner, 404, hidden]);
      if (project === alfa) {
        const { operator } = foreign;
        const mixed = { ...owner, things: foreign, who: 'an owner with things of her own' };
        tries.push(
          [key, { project, as: undefined, who: 'nobody' }, 401, undefined],
          [key, { project, as: 'garbage', who: 'a forged token' }, 401, undefined],
          [key, { project, as: stranger, who: 'a stranger' }, 404, hidden],
          [key, { project, as: operator, who: 'an operator of another project' }, 404, hidden],
          [key, mixed, 404, hidden],
        );
      }
      if (ROUTES[key]?.access === 'owner') {
        const asked = { project, as: project.operator, who: 'an operator' };
        tries.push([key, asked, 403, /^owner_required$/]);
      }
      if (/\{(?!project_id|slug|provider|token)\w+\}/.test(key)) {
        const asked = { project, things: foreign, as: project.owner, who: 'things of others' };
        tries.push([key, asked, 404, /^(?!project_)\w+_not_found$/]);
      }
    }
  }
  const nowhere = new Map<string, Promise<ApiAnswer>>();
  await inTurns(tries, async ([key, asked, status, code]) => {
    const answer = await call(key, asked);
    const told = `${key} as ${asked.who} of ${asked.project?.tag}`;
    if (answer.status !== status || (code && !code.test(codeOf(answer) ?? ''))) {
      wrong.push(`${told}: ${answer.status} ${codeOf(answer)} instead of ${status} ${code ?? ''}`);
    }
    const leaked = [alfa, beta].flatMap((one) => found(textOf(answer), one));
    if (leaked.length > 0) wrong.push(`${told}: tells ${leaked}`);
    if (answer.status !== 404 || !code?.test('project_not_found')) return;
    // A project that is not there is answered the same, so nobody learns which are.
    const name = `${key} ${asked.as}`;
    const missing = nowhere.get(name) ?? call(key, { project: null, as: asked.as, who: 'nowhere' });
    nowhere.set(name, missing);
    if (textOf(await missing) !== textOf(answer)) wrong.push(`${told}: not as where nothing is`);
  });
  expect(wrong).toEqual([]);
  expect(changed(before, await stored())).toEqual([]);
});

test('what a body or a query names is looked for in the own project only', async () => {
  const before = await stored();
  for (const own of [alfa, beta]) {
    const { ids } = otherThan(own);
    const body = (key: RouteKey): Row => BODIES[key]?.(own, 5) as Row;
    const book = 'POST /projects/{project_id}/bookings';
    const move = 'PATCH /projects/{project_id}/bookings/{booking_id}';
    const sync = 'POST /api/integrations/appsheet/sync';
    const alert = 'POST /api/integrations/telegram/diva';
    const config = 'POST /projects/{project_id}/config';
    const hours = 'POST /api/integrations/api/working-hours';
    const cases: [RouteKey, Row, number, string][] = [
      [book, { ...body(book), specialist_id: ids.specialist_id }, 422, 'unknown_specialist'],
      [book, { ...body(book), service_id: ids.service_id }, 422, 'unknown_service'],
      [move, { ...body(move), specialist_id: ids.specialist_id }, 422, 'unknown_specialist'],
      [sync, { ...body(sync), bookingId: ids.booking_id }, 404, 'booking_not_found'],
      [alert, { ...body(alert), bookingId: ids.pending_id }, 404, 'booking_not_found'],
      [config, { project_id: otherThan(own).projectId }, 400, 'invalid_input'],
      [
        hours,
        { ...body(hours), integration: ids.only_integration_id },
        404,
        'integration_not_found',
      ],
    ];
    for (const [key, given, status, code] of cases) {
      const asked = { project: own, as: own.owner, who: 'own', more: { body: given } };
      const answer = await call(key, asked);
      expect([key, answer.status, codeOf(answer)]).toEqual([key, status, code]);
      expect(found(textOf(answer), otherThan(own))).toEqual([]);
    }
    const list = 'GET /projects/{project_id}/bookings';
    const query = { ...QUERIES[list]?.(), specialist: ids.specialist_id ?? '' };
    const asked = { project: own, as: own.owner, who: 'own', more: { query } };
    expect((await call(list, asked)).body.bookings).toEqual([]);
  }
  expect(changed(before, await stored())).toEqual([]);
});

test('a cursor of one project opens no page of another', async () => {
  for (const key of KEYS.filter((one) => isOfProject(one) && one.startsWith('GET'))) {
    const query = { ...QUERIES[key]?.(), limit: '1' };
    const mine = { project: alfa, as: alfa.owner, who: 'own', more: { query } };
    const { cursor } = (await call(key, mine)).body;
    if (cursor === undefined) continue;
    const theirs = {
      project: beta,
      as: beta.owner,
      who: 'own',
      more: { query: { ...query, cursor } },
    };
    const answer = await call(key, theirs);
    expect([key, answer.status]).toEqual([key, expect.toBeOneOf([200, 400])]);
    expect(found(textOf(answer), alfa)).toEqual([]);
  }
});

test('whatever a person or a passer-by asks tells of no project that is not hers', async () => {
  const before = await stored();
  const wrong: string[] = [];
  const callers = [
    ['nobody', undefined, []],
    ['a forged token', 'garbage', []],
    ['a stranger', stranger, []],
    ['an owner', alfa.owner, [alfa]],
    ['an operator', alfa.operator, [alfa]],
    ['the other owner', beta.owner, [beta]],
  ] as const;
  const keys = KEYS.filter((key) => !isOfProject(key));
  for (const [round, [who, as, own]] of callers.entries()) {
    // They all sit behind one address, which has a limit a minute.
    await cloud.clock.advance(61);
    await inTurns(keys, async (key) => {
      const home = own[0] === alfa ? beta : alfa;
      const answer = await call(key, { project: home, as, who, round });
      const told = `${key} as ${who}: ${answer.status} ${codeOf(answer)}`;
      const strange = [alfa, beta].filter((one) => !own.some((mine) => mine === one));
      const leaked = strange.flatMap((one) => found(textOf(answer), one));
      if (leaked.length + secretsIn(textOf(answer)).length > 0) wrong.push(`${told} ${leaked}`);
      const isIn = as !== undefined && as !== 'garbage';
      const isRefused = isRefusedToAll(key) && (isIn || ROUTES[key]?.access === 'everyone');
      if (answer.status >= 500 || [400, 429].includes(answer.status) !== isRefused) {
        wrong.push(told);
      }
      if (ROUTES[key]?.access === 'user' && (answer.status === 401) === isIn) wrong.push(told);
    });
  }
  expect(wrong).toEqual([]);
  const after = await stored();
  for (const own of [alfa, beta]) expect(changed(of(own, before), of(own, after))).toEqual([]);
});
/** Codes and links that were never sent are no good for anybody. */
const isRefusedToAll = (key: RouteKey): boolean =>
  [
    ...['POST /api/accounts/confirm', 'POST /api/accounts/confirm-email'],
    'POST /api/accounts/reset-password',
  ].includes(key);

/** Reading first; what takes away what others need comes last. */
function order(key: RouteKey): number {
  const late = [
    ...['DELETE /api/integrations/api/working-hours/{hours_id}'],
    ...['POST /api/integrations/api/{integration_id}/working_hours'],
    ...['DELETE /api/integrations/api/{integration_id}', 'POST /api/integrations/api'],
    ...['DELETE /projects/{project_id}/membership'],
  ].indexOf(key);
  const methods = ['GET', 'PUT', 'PATCH', 'POST', 'DELETE'];
  return late < 0 ? methods.indexOf(key.split(' ')[0] ?? '') : 10 + late;
}

test('the same requests are fine for whose project it is, and tell and change nothing of the other one', async () => {
  const before = await stored();
  const wrong: string[] = [];
  const keys = KEYS.filter(isOfProject).sort((one, other) => order(one) - order(other));
  const callers = [
    ['an operator', alfa.operator, 1],
    ['an owner', alfa.owner, 2],
  ] as const;
  for (const [who, as, round] of callers) {
    for (const key of keys) {
      const route = ROUTES[key] as RouteContract;
      if (route.access === 'owner' && who !== 'an owner') continue;
      // A header that nobody asked for leads nowhere.
      const answer = await call(key, { project: alfa, as, who, round, more: { header: beta } });
      const told = `${key} as ${who}: ${answer.status} ${textOf(answer)}`;
      if (route.answers[answer.status] === undefined && !isOwnRefusal(key, answer))
        wrong.push(told);
      const leaked = [...found(textOf(answer), beta), ...secretsIn(textOf(answer))];
      if (leaked.length > 0) wrong.push(`${told} tells ${leaked}`);
    }
  }
  for (const key of keys.filter((one) => one.startsWith('GET'))) {
    const answer = await call(key, { project: beta, as: beta.owner, who: 'an owner' });
    const leaked = [...found(textOf(answer), alfa), ...secretsIn(textOf(answer))];
    if (answer.status !== 200 || leaked.length > 0)
      wrong.push(`${key}: ${answer.status} ${leaked}`);
  }
  expect(wrong).toEqual([]);
  await cloud.settle();
  expect(changed(of(beta, before), of(beta, await stored()))).toEqual([]);
});
/** The only refusals that are right: the last owner stays, and what nobody gave a body may meet a state of its own. */
function isOwnRefusal(key: RouteKey, answer: ApiAnswer): boolean {
  if (key === 'DELETE /projects/{project_id}/membership') return codeOf(answer) === 'last_owner';
  const declared = Object.hasOwn(ROUTES[key]?.refusals ?? {}, codeOf(answer) ?? '');
  return BODIES[key] === undefined && declared && [409, 422, 503].includes(answer.status);
}

test('no request to a service carries words of two businesses', async () => {
  for (const name of ['anthropic', 'telegram', 'sendpulse', 'appsheet', 'google', 'resend']) {
    const requests = (await cloud.providers.requests(name)).map((one) => JSON.stringify(one));
    for (const own of [alfa, beta]) {
      const mine = requests.filter((text) => text.includes(own.tag));
      expect([name, own.tag, mine.length > 0]).toEqual([name, own.tag, true]);
      expect([name, mine.flatMap((text) => found(text, otherThan(own)))]).toEqual([name, []]);
    }
  }
});

test('the secrets, bots and webhooks of one business do nothing in another', async () => {
  const before = await stored();
  const tell = telegram(cloud);
  for (const own of [alfa, beta]) {
    const foreign = otherThan(own);
    const { bookingId, code } = JSON.parse(
      Object.entries(before).find(([key]) =>
        key.includes(`#BOOKING#${foreign.ids.pending_id} BOOKING`),
      )?.[1] ?? '{}',
    );
    expect(bookingId).toBe(foreign.ids.pending_id);
    const version = 1;
    // What Telegram would send, with the genuine secret of another business's bot.
    for (const role of ['reception', 'specialist'] as const) {
      const tap = (id: number, data: string) => ({
        update_id: 900_000_001,
        callback_query: {
          ...{ id: '1', data, chat_instance: '1' },
          from: { id, is_bot: false, first_name: 'X' },
        },
      });
      const forged = tap(foreign.phones[role].id, `confirm_${bookingId}_${version}`);
      const { status } = await tell.posts(forged, {
        ...{
          bot: foreign.bots[role],
          secretOf: own.bots[role === 'reception' ? 'specialist' : 'reception'],
        },
      });
      expect(status).toBe(401);
      // Genuine, so it is taken, but as of the own business, in which there is no such booking.
      const mine = await tell.posts(forged, { bot: foreign.bots[role], secretOf: own.bots[role] });
      expect(mine.status).toBe(200);
    }
    // Own people at the own bots with the buttons of the other business's messages.
    for (const data of ['confirm', 'reject', 'undo'].map((verb) => `${verb}_${bookingId}_1`)) {
      await own.phones.reception.taps({ data });
    }
    for (const verb of ['start', 'finish', 'noshow', 'paid']) {
      await own.phones.specialist.taps({ data: `${verb}_${bookingId}` });
      await own.phones.specialist.taps({ data: `${verb}_${bookingId}_cash` });
    }
    await own.phones.specialist.says(`/complete ${code}`);
    await own.phones.reception.says(`/complete ${code}`);
    // Own people at the bots of the other business.
    for (const role of ['reception', 'specialist'] as const) {
      const lost = await tell.user(own.phones[role].id, { bot: foreign.bots[role] });
      await lost.starts();
      for (const text of ['/today', '/stats', '/requests']) await lost.says(text);
      await lost.taps({ data: `confirm_${bookingId}_1` });
      await cloud.settle();
      for (const { text } of await lost.messages()) {
        if (text.startsWith('/')) continue;
        // Whose bot it is everybody sees who opens it.
        expect(found(text.replaceAll(`Salon ${foreign.tag}`, ''), foreign)).toEqual([]);
      }
    }
    // The app of one business names a booking of another.
    const edit = { BookingID: bookingId, Status: 'CONFIRMED', StatusBefore: 'PENDING' };
    const heard = await cloud.api('POST', own.webhooks.appsheet, { body: edit });
    expect([heard.status, codeOf(heard)]).toEqual([404, 'booking_not_found']);
    // A client of one business's messenger at the webhook of another.
    await own.client.sends({ botId: `${foreign.tag}-bot`, text: `${own.tag} astray` });
    await cloud.runUntilIdle(60);
  }
  const channels = await google(cloud).channels();
  for (const own of [alfa, beta]) {
    const [mine, theirs] = [own, otherThan(own)].map(({ tag }) =>
      channels.find(({ calendar, stopped }) => calendar.includes(tag) && !stopped),
    );
    expect([mine?.token, theirs?.token]).toEqual([expect.any(String), expect.any(String)]);
    const headers = {
      ...{ 'x-goog-channel-id': theirs?.id ?? '', 'x-goog-resource-id': theirs?.resource_id ?? '' },
      'x-goog-resource-state': 'exists',
    };
    for (const token of ['', `${theirs?.token}x`, own.webhooks.appsheet.split('token=')[1] ?? '']) {
      const told = { headers: { ...headers, 'x-goog-channel-token': token } };
      expect((await cloud.api('POST', '/webhook/google/calendar', told)).status).toBe(401);
    }
    for (const path of ['sendpulse', 'appsheet'] as const) {
      const [, token] =
        own.webhooks[path === 'sendpulse' ? 'appsheet' : 'sendpulse'].split('token=');
      const url = `/webhook/${path}?token=${token}`;
      expect([path, (await cloud.api('POST', url, { body: [] })).status]).toEqual([path, 401]);
    }
  }
  await cloud.runUntilIdle(60);
  const after = await stored();
  for (const own of [alfa, beta]) {
    const [was, is] = [of(own, before), of(own, after)];
    const bookings = (all: Record<string, string>) =>
      Object.fromEntries(Object.entries(all).filter(([key]) => key.includes('#BOOKING#')));
    expect(changed(bookings(was), bookings(is))).toEqual([]);
    // That somebody wrote to a bot is known by her chat.
    const words = otherThan(own).words.filter((word) => !/^\d{6}$/.test(word));
    expect(found(JSON.stringify(is), { ...otherThan(own), words })).toEqual([]);
  }
});

test('no log has a secret, a message or a prompt, and no line is of two businesses', () => {
  const folder = join(dataDir, 'logs');
  const lines = readdirSync(folder).flatMap((name) =>
    readFileSync(join(folder, name), 'utf8').split('\n'),
  );
  expect(lines.length).toBeGreaterThan(100);
  const told = [alfa, beta].flatMap(({ tag }) =>
    ['whisper', 'prompt of', 'astray', 'reason', 'greeting'].flatMap((word) => [
      `${tag} ${word}`,
      `${word} ${tag}`,
    ]),
  );
  for (const line of lines) {
    const why = [...secretsIn(line), ...told.filter((text) => line.includes(text))];
    if (found(line, alfa).length > 0) why.push(...found(line, beta));
    expect([why.length > 0 ? line : '', why]).toEqual(['', []]);
  }
});

test('every route there is has been swept, with every kind of caller', () => {
  expect([...swept.keys()].sort()).toEqual([...KEYS].sort());
  for (const key of KEYS) {
    const callers = isOfProject(key)
      ? ['nobody', 'a forged token', 'a stranger', 'an owner of another project', 'an owner']
      : ['nobody', 'a forged token', 'a stranger', 'an owner', 'an operator', 'the other owner'];
    expect([...(swept.get(key) ?? [])], key).toEqual(expect.arrayContaining(callers));
  }
});
