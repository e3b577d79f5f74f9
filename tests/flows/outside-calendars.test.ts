import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chat, kyiv, morning, type Reception, type Row, reception, rows } from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';
import { signsIn } from '../steps/sign-in.ts';

/** A salon whose owner signs in where she keeps other appointments, and what its clients can book here then. */

const PROJECT = 'demo-salon';
const MINUTE = 60;

let cloud: TestCloud;
let desk: Reception;
let specialists: Row[];
let services: Row[];
beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
  desk = await reception(cloud);
  const path = `/projects/${PROJECT}/config`;
  const config = await cloud.api('POST', path, { token: desk.token, body: { sphere: 'beauty' } });
  ({ specialists, services } = config.body);
});
afterAll(() => cloud?.stop());

/** Upkeep comes every five minutes. */
async function kept(): Promise<void> {
  await cloud.clock.advance(5 * MINUTE);
  await cloud.sweep();
}

/** The services, by what people do there. */
const SERVICES = [
  {
    slug: 'square',
    title: 'Square Appointments',
    account: 'Salon on the Square',
    add: ['/bookings/add', (start_at: string) => ({ person: 'Anna', start_at, minutes: 90 })],
    cancel: ['/bookings/change', ({ id }: Row) => ({ id, status: 'CANCELLED_BY_CUSTOMER' })],
    client: 'Олена',
    leavesOut: 'APPOINTMENTS_READ',
  },
  {
    slug: 'calendly',
    title: 'Calendly',
    account: 'owner@calendly.example',
    add: ['/events/add', (start_time: string) => ({ host: 'Anna', start_time, minutes: 90 })],
    cancel: ['/events/cancel', ({ uri }: Row) => ({ uri })],
    client: 'Ірина',
    leavesOut: 'scheduled_events:read',
  },
] as const;

describe.each(SERVICES)('appointments at $title', ({ slug, title, account, ...service }) => {
  /** What a person does there. */
  async function there(path: string, body: object = {}): Promise<Row> {
    const answer = await cloud.api('POST', `/_local/providers/${slug}${path}`, { body });
    expect(answer.status).toBe(200);
    return answer.body;
  }
  const [addAt, wish] = service.add;
  const [cancelAt, end] = service.cancel;
  const add = async (days: number, time: string) =>
    there(addAt, wish(await kyiv(cloud, days, time)));
  const cancel = (one: Row) => there(cancelAt, end(one));
  const walks = (decision: 'allow' | 'next' = 'allow') => {
    const owner = { token: desk.token, headers: { 'accept-language': 'uk' } };
    return signsIn(cloud, owner, { slug, decision });
  };
  const integration = async (): Promise<Row> =>
    (await cloud.api('GET', `/api/integrations/api/${slug}`, { token: desk.token })).body;
  const place = async (): Promise<Row> => {
    const path = `/projects/${PROJECT}/busy-times`;
    const { places } = (await cloud.api('GET', path, { token: desk.token })).body;
    return places.find(({ source }: Row) => source === slug);
  };
  /** Somebody books what is taken there, by phone. @returns the status */
  const books = async (): Promise<number> => {
    const body = {
      ...{ specialist_id: specialists[0]?.id, service_id: services[0]?.id },
      starts_at: await kyiv(cloud, 2, slug === 'square' ? '15:00' : '16:30'),
      client: { name: 'Катя', phone: '+380501112233' },
    };
    const wished = { token: desk.token, body };
    return (await cloud.api('POST', `/projects/${PROJECT}/bookings`, wished)).status;
  };
  const asked = async (): Promise<number> =>
    (await cloud.providers.requests(slug)).filter(({ path }) => path.includes('oauth')).length;

  test('are unbookable in the chat until they are cancelled there', async () => {
    await there('/consent', { decision: 'allow', without: [service.leavesOut] });
    expect((await walks('next')).body).toContain('бракує дозволу');
    expect((await integration()).status).not.toBe('connected');
    expect((await walks()).body).toContain(`${title} підключено, обліковий запис: ${account}`);
    expect(await integration()).toMatchObject({ status: 'connected', account });

    const client = chat(cloud, `${slug}-client`, service.client);
    const appointment = await add(1, '11:00');
    await kept();
    const wishes = 'Хочу на манікюр до Anna завтра об 11:00';
    const offer = await client.asks(wishes);
    expect(offer).toMatch(/\d\d:\d\d/);
    expect(offer).not.toMatch(/(^|\s)(11:00|11:30|12:00) \(/);
    expect(await place()).toMatchObject({ status: 'ok', unmatched: [], collisions: [] });
    await cancel(appointment);
    await kept();
    expect(await client.asks(wishes)).toMatch(/11:00/);
    const booked = await desk.bookings({
      from: await kyiv(cloud, 1, '00:00'),
      to: await kyiv(cloud, 2, '00:00'),
    });
    const own = booked.filter(({ client: { name } }) => name === service.client);
    const starts_at = await kyiv(cloud, 1, '11:00');
    expect(own).toMatchObject([{ starts_at, status: 'PENDING' }]);
    const body = { status: 'CANCELLED' };
    const path = `/projects/${PROJECT}/bookings/${own[0]?.booking_id}`;
    expect((await cloud.api('PATCH', path, { token: desk.token, body })).status).toBe(200);
  });

  test('still count when the grant is taken back there: people are told, and nobody is asked again', async () => {
    await add(2, slug === 'square' ? '15:00' : '16:30');
    await kept();
    expect(await place()).toMatchObject({ status: 'ok' });
    await there('/end-consent');
    await kept();
    expect(await integration()).toMatchObject({
      status: 'needs_attention',
      reason: { code: 'sign_in_over' },
    });
    expect(await place()).toMatchObject({ status: 'failed', reason: expect.any(String) });
    const alerts = async () =>
      (await rows(cloud, 'Alert')).filter(
        ({ kind, subject }) => kind === 'integration_attention' && subject === slug,
      );
    expect(await alerts()).toHaveLength(1);
    const calls = await asked();
    await kept();
    expect(await asked()).toBe(calls);
    expect(await books()).toBe(409);

    await walks();
    await kept();
    expect(await integration()).toMatchObject({ status: 'connected' });
    expect(await place()).toMatchObject({ status: 'ok' });
    const path = `/api/integrations/api/${slug}`;
    expect((await cloud.api('DELETE', path, { token: desk.token })).status).toBe(204);
    await cloud.settle();
    expect(await place()).toBeUndefined();
    expect(await books()).toBe(201);
    expect(JSON.stringify(await cloud.logs())).not.toMatch(
      /(square|calendly)-(access|refresh|code)/,
    );
  });
});
