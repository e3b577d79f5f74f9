import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler } from '../../../functions/api/projects.lambda.ts';
import { book } from '../../../shared/bookings/index.ts';
import { isRefusal } from '../../../shared/platform/errors.ts';
import type { ClientId, ProjectId, UserId } from '../../../shared/platform/ids.ts';
import { addMember, createProject, getProject } from '../../../shared/projects/index.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { call } from '../../steps/http-request.ts';

/** As it stands in the requirements, word for word. */
const example = `{
    "project_id": "salon_abc",
    "specialists": ["Anna", "Maria", "Elena"],
    "services": {
        "Haircut": 1,
        "Coloring": 3,
        "Manicure": 2,
        "Massage": 2
    },
    "work_hours": {
        "start": "09:00",
        "end": "18:00"
    },
    "google_sheet_id": "your_google_sheet_id",
    "claude_prompts": {
        "intent_detection": "Custom prompt for intent detection",
        "service_identification": "Custom prompt for service identification",
        "main_response": "Custom prompt for main response",
        "dialogue_compression": "Custom prompt for dialogue compression"
    }
}`;
const salon = 'salon_abc' as ProjectId;

let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
  const project = (projectId: ProjectId, owner: string) =>
    createProject({ projectId, owner: owner as UserId, config: {}, actor: 'test' });
  await project(salon, 'owner');
  await project('clinic' as ProjectId, 'stranger');
  await addMember({ projectId: salon, userId: 'operator' as UserId, role: 'operator' });
});
afterAll(() => dynoxide.close());

const get = (user?: string, project_id = 'salon_abc') =>
  call(handler, {
    route: 'GET /projects/{project_id}/config',
    path: { project_id },
    ...(user ? { user } : {}),
  });
const post = (body: unknown, user = 'owner', more: { isBase64Encoded?: boolean } = {}) =>
  call(handler, {
    route: 'POST /projects/{project_id}/config',
    path: { project_id: 'salon_abc' },
    user,
    body,
    ...more,
  });

describe('the configuration over HTTP', () => {
  it('takes the example of the requirements and answers it in full, ready to be posted back', async () => {
    const posted = await post(example);
    expect(posted.status).toBe(200);
    expect(posted.json).toMatchObject({
      project_id: 'salon_abc',
      version: 2,
      services: [
        { id: expect.any(String), name: 'Haircut', slots: 1 },
        { name: 'Coloring', slots: 3 },
        { name: 'Manicure', slots: 2 },
        { name: 'Massage', slots: 2 },
      ],
    });
    const read = await get('operator');
    expect([read.status, read.json]).toEqual([200, posted.json]);
    expect((await post(read.json)).json).toEqual(read.json);
    expect((await post(example)).json).toEqual(read.json);
  });

  it('takes a base64 body', async () => {
    const body = Buffer.from('{"name":"Салон 💇‍♀️"}').toString('base64');
    const posted = await post(body, 'owner', { isBase64Encoded: true });
    expect(posted.json).toMatchObject({ name: 'Салон 💇‍♀️' });
  });

  it('is closed to strangers as if it did not exist, and to operators for writing', async () => {
    const missing = await get('owner', 'nowhere');
    expect(missing).toMatchObject({ status: 404, json: { error: { code: 'project_not_found' } } });
    expect((await get('stranger')).body).toBe(missing.body);
    expect((await get('owner', 'clinic')).body).toBe(missing.body);
    expect((await post(example, 'stranger')).body).toBe(missing.body);
    expect(await get()).toMatchObject({ status: 401 });
    expect(await post({ name: 'Mine' }, 'operator')).toMatchObject({
      status: 403,
      json: { error: { code: 'owner_required' } },
    });
  });

  it.each([
    ['malformed_json', 400, '{"name":'],
    ['malformed_json', 400, ''],
    ['invalid_input', 400, { name: 5 }],
    ['invalid_input', 400, { project_id: 'clinic' }],
    ['invalid_input', 400, { unknown: 1 }],
    ['invalid_input', 400, '{"services":{"__proto__":{"slots":1}}}'],
    ['invalid_input', 400, '{"__proto__":{"role":"owner"}}'],
    ['invalid_input', 400, { specialists: [{ name: 'A', services: ['nothing like it'] }] }],
    ['version_conflict', 409, { version: 1, name: 'Late' }],
    ['body_too_large', 413, { name: 'x'.repeat(1024 * 1024) }],
  ])('answers %s with %d and changes nothing (%#)', async (code, status, body) => {
    const before = await getProject(salon);
    const posted = await post(body);
    expect([posted.status, posted.json]).toMatchObject([status, { error: { code } }]);
    expect(await getProject(salon)).toEqual(before);
  });

  it('does not remove whom a client has booked, and says which booking it is', async () => {
    await post({ ...JSON.parse(example), minimum_notice_minutes: 0, time_zone: 'UTC' });
    const project = await getProject(salon);
    const [anna] = project?.specialists ?? [];
    const [haircut] = project?.services ?? [];
    if (!project || !anna || !haircut) throw new Error('The project has nobody to book.');
    const now = new Date().toISOString();
    const date = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    const booked = await book({
      project,
      serviceId: haircut.serviceId,
      specialistId: anna.specialistId,
      startsAt: `${date}T10:00:00.000Z`,
      client: { clientId: 'client-1' as ClientId, name: 'Оля' },
      actor: { kind: 'member', id: 'owner' },
      idempotencyKey: 'one',
      now,
    });
    if (isRefusal(booked)) throw new Error(booked.message);
    const refused = await post({ specialists: ['Maria', 'Elena'] });
    expect(refused).toMatchObject({
      status: 409,
      json: {
        error: {
          code: 'has_future_bookings',
          details: {
            bookings: [{ code: booked.booking.code, starts_at: `${date}T10:00:00.000Z` }],
          },
        },
      },
    });
    expect((await post({ specialists: ['Anna'] })).status).toBe(200);
    expect((await getProject(salon))?.specialists).toEqual([anna]);
  });
});
