import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { handler } from '../../../functions/api/conversations.lambda.ts';
import type {
  ConversationDocument,
  ConversationList,
  MessageList,
} from '../../../shared/contracts/conversations.ts';
import { conversationList, messageList } from '../../../shared/contracts/conversations.ts';
import { readConversation } from '../../../shared/conversations/index.ts';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import { addMember, createProject } from '../../../shared/projects/index.ts';
import type { AwsJson } from '../../steps/aws-json.ts';
import { type Dialogue, dialogue, startQueues } from '../../steps/dialogue.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { call, type HttpCall } from '../../steps/http-request.ts';

const salon = 'salon' as ProjectId;
const clinic = 'clinic' as ProjectId;
const COLLECTION = '/projects/{project_id}/conversations';
const ONE = `${COLLECTION}/{conversation_id}`;

let dynoxide: Dynoxide;
let sqs: AwsJson;
let olena: Dialogue;
let emma: Dialogue;
let stranger: Dialogue;
beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => undefined);
  [dynoxide, sqs] = await Promise.all([startTable(), startQueues()]);
  const project = (projectId: ProjectId, owner: string) =>
    createProject({ projectId, owner: owner as UserId, config: {}, actor: 'test' });
  await project(salon, 'owner');
  await project(clinic, 'stranger');
  await addMember({ projectId: salon, userId: 'operator' as UserId, role: 'operator' });
  olena = dialogue(salon, 'olena');
  emma = dialogue(salon, 'emma', 'Emma');
  stranger = dialogue(clinic, 'canary', 'CANARY');
  await olena.writes('Добрий день');
  await olena.answered('Вітаю!');
  await emma.writes('Hi');
  await emma.writes('a manicure please');
  await emma.answered('When?', { language: 'en' });
  await stranger.writes('CANARY text');
  await stranger.answered('CANARY answer');
});
afterAll(() => Promise.all([dynoxide.close(), sqs.close()]));

const ask = async <Body>(route: string, more: Partial<HttpCall> = {}) => {
  const path = { project_id: salon, ...more.path };
  const { status, json, body } = await call(handler, { user: 'operator', ...more, route, path });
  return { status, body: json as Body & { error: { code: string } }, text: body ?? '' };
};
const list = (query?: Record<string, string>) =>
  ask<ConversationList>(`GET ${COLLECTION}`, query ? { query } : {});
const messages = (conversation_id: string, query?: Record<string, string>) =>
  ask<MessageList>(`GET ${ONE}/messages`, { path: { conversation_id }, ...(query && { query }) });
const change = (conversation_id: string, body: unknown, more: Partial<HttpCall> = {}) =>
  ask<ConversationDocument>(`PATCH ${ONE}`, {
    body,
    ...more,
    path: { conversation_id, ...more.path },
  });

describe('the conversations of a project', () => {
  it('are listed newest answer first, with who it is and how much was said', async () => {
    const { status, body, text } = await list();
    expect(status).toBe(200);
    expect(() => conversationList.parse(body)).not.toThrow();
    expect(body.conversations).toMatchObject([
      {
        conversation_id: emma.conversationId,
        client: { name: 'Emma', contact_id: 'emma' },
        ...{ service: 'telegram', language: 'en', turns: 1, messages: 2 },
        ...{ handed_over: false, blocked: false },
      },
      { conversation_id: olena.conversationId, turns: 1, messages: 1 },
    ]);
    expect(text).not.toContain('CANARY');
  });

  it('come page by page, each once', async () => {
    const first = await list({ limit: '1' });
    expect(first.body.conversations).toHaveLength(1);
    const second = await list({ limit: '1', cursor: first.body.cursor ?? '' });
    expect(second.body.conversations.map((one) => one.conversation_id)).toEqual([
      olena.conversationId,
    ]);
    const { cursor } = second.body;
    if (cursor) expect((await list({ limit: '1', cursor })).body.conversations).toEqual([]);
  });

  it('never come from another project, whatever the cursor says', async () => {
    const foreign = await ask<ConversationList>(`GET ${COLLECTION}`, {
      user: 'stranger',
      path: { project_id: clinic },
    });
    const cursor = Buffer.from(
      JSON.stringify([
        foreign.body.conversations[0]?.last_turn_at,
        foreign.body.conversations[0]?.conversation_id,
      ]),
    ).toString('base64url');
    expect((await list({ cursor })).text).not.toContain('CANARY');
    expect((await list({ cursor: 'nonsense' })).body.error.code).toBe('invalid_cursor');
  });

  it('show what was said, newest first, with the answer to each burst', async () => {
    const { body, status } = await messages(emma.conversationId);
    expect(status).toBe(200);
    expect(() => messageList.parse(body)).not.toThrow();
    expect(body.messages.map(({ from, text, kind }) => [from, kind, text])).toEqual([
      ['frontdesk', 'answer', 'When?'],
      ['client', 'text', 'a manicure please'],
      ['client', 'text', 'Hi'],
    ]);
    expect(new Set(body.messages.map(({ turn_id }) => turn_id)).size).toBe(1);
  });

  it('show what waits on the first page, and older bursts on the next', async () => {
    const client = dialogue(salon, 'pages');
    for (const word of ['one', 'two', 'three']) {
      await client.writes(word);
      await client.answered(`answer to ${word}`);
    }
    await client.writes('still waiting');
    const first = await messages(client.conversationId, { limit: '2' });
    expect(first.body.messages.map(({ text }) => text)).toEqual([
      'still waiting',
      ...['answer to three', 'three', 'answer to two', 'two'],
    ]);
    expect(first.body.messages[0]).not.toHaveProperty('turn_id');
    const next = await messages(client.conversationId, {
      limit: '2',
      cursor: first.body.cursor ?? '',
    });
    expect(next.body.messages.map(({ text }) => text)).toEqual(['answer to one', 'one']);
  });

  it('are taken over by a member and given back to the AI', async () => {
    const taken = await change(olena.conversationId, { handed_over: true });
    expect(taken).toMatchObject({ status: 200, body: { handed_over: true } });
    const { state } = await readConversation(salon, olena.conversationId);
    expect(state.handedOverUntil).toBe(taken.body.handed_over_until);
    const hours = (Date.parse(taken.body.handed_over_until ?? '') - Date.now()) / 3_600_000;
    expect(hours).toBeCloseTo(12, 1);
    const back = await change(olena.conversationId, { handed_over: false });
    expect(back.body).toMatchObject({ handed_over: false });
    expect((await readConversation(salon, olena.conversationId)).state).not.toHaveProperty(
      'handedOverUntil',
    );
  });

  it('have their client blocked since the first time it was said, and let in again', async () => {
    const blocked = await change(olena.conversationId, { blocked: true });
    const again = await change(olena.conversationId, { blocked: true, handed_over: false });
    expect(blocked.body.blocked).toBe(true);
    expect(again.body.blocked_at).toBe(blocked.body.blocked_at);
    expect((await list()).body.conversations).toContainEqual(
      expect.objectContaining({ conversation_id: olena.conversationId, blocked: true }),
    );
    expect((await change(olena.conversationId, { blocked: false })).body.blocked).toBe(false);
  });

  it.each([
    [400, 'invalid_input', {}],
    [400, 'invalid_input', { handed_over: 'yes' }],
    [400, 'invalid_input', { blocked: true, admin: true }],
  ])('answer %d %s to %j and change nothing', async (status, code, body) => {
    const before = await readConversation(salon, olena.conversationId);
    expect(await change(olena.conversationId, body)).toMatchObject({
      status,
      body: { error: { code } },
    });
    expect((await readConversation(salon, olena.conversationId)).state).toEqual(before.state);
  });

  it('are closed to everybody else as if they were not there', async () => {
    const routes = [`GET ${COLLECTION}`, `GET ${ONE}/messages`, `PATCH ${ONE}`];
    for (const route of routes) {
      const request = { path: { conversation_id: olena.conversationId }, body: { blocked: true } };
      expect((await call(handler, { route, path: { project_id: salon } })).status).toBe(401);
      expect(await ask(route, { ...request, user: 'stranger' })).toMatchObject({
        status: 404,
        body: { error: { code: 'project_not_found' } },
      });
    }
    // A conversation of another project is not there in this one.
    expect((await messages(stranger.conversationId)).body.error.code).toBe(
      'conversation_not_found',
    );
    expect((await change(stranger.conversationId, { blocked: true })).body.error.code).toBe(
      'conversation_not_found',
    );
    expect((await readConversation(salon, stranger.conversationId)).state).toEqual({ turns: 0 });
    expect((await messages('nonsense')).body.error.code).toBe('invalid_input');
  });
});
