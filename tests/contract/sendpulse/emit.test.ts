import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { serveProvider } from '../../../infra/local/providers/index.ts';
import {
  createSendpulse,
  emitIncoming,
  incomingEvent,
  outgoingEcho,
} from '../../../infra/local/providers/sendpulse/index.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests look into JSON that came over the wire
type Json = any;

let received: Json[] = [];
let webhookUrl = '';
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    received.push(JSON.parse(body));
    response.writeHead(200).end('{}');
  });
});

beforeEach(async () => {
  received = [];
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?token=t`;
});
afterEach(
  () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
);

it('posts an array with the documented envelope', async () => {
  const date = new Date('2026-11-20T10:00:00.000Z');
  const incoming = { contactId: 'c1', name: 'Оля', text: 'Добрий день', messageId: 42, date };
  expect(await emitIncoming(webhookUrl, incoming)).toEqual([200]);
  expect(received).toMatchObject([
    [
      {
        service: 'telegram',
        title: 'incoming_message',
        date: date.getTime(),
        bot: { id: 'demo-bot' },
        contact: { id: 'c1', name: 'Оля', last_message: 'Добрий день' },
        info: { message: { channel_data: { message_id: 42, message: { text: 'Добрий день' } } } },
      },
    ],
  ]);
});

it('redelivers the same message under another envelope date', async () => {
  await emitIncoming(webhookUrl, { contactId: 'c1', text: 'a' }, { copies: 2, laterByMs: 60_000 });
  const [first, second] = received.map(([event]) => event);
  expect(second.date - first.date).toBe(60_000);
  expect({ ...second, date: first.date }).toEqual(first);
});

it('numbers two messages differently', () => {
  const id = (event: Json) => event.info.message.channel_data.message_id;
  const one = incomingEvent({ contactId: 'c1', text: 'a' });
  const two = incomingEvent({ contactId: 'c1', text: 'a' });
  expect(id(one)).not.toBe(id(two));
});

it('plays echoes, comments, unknown titles and messages without text', () => {
  expect(incomingEvent(outgoingEcho('c1', 'a'))).toMatchObject({ title: 'outgoing_message' });
  const echo: Json = incomingEvent({
    contactId: 'c1',
    text: 'a',
    service: 'instagram',
    echo: true,
  });
  expect(echo.info.message.channel_data.message).toMatchObject({ is_echo: true, text: 'a' });
  expect(echo.info.message.channel_data.message.mid).toBeTruthy();
  const comment: Json = incomingEvent({ contactId: 'c1', text: 'a', comment: true });
  expect(comment.contact.last_message).toBeNull();
  expect(comment.info.message.channel_data.message.item).toBe('comment');
  expect(incomingEvent({ contactId: 'c1', title: 'message_reaction' }).title).toBe(
    'message_reaction',
  );
  const silent: Json = incomingEvent({ contactId: 'c1' });
  expect(silent.info.message.channel_data.message).not.toHaveProperty('text');
});

it('emits over HTTP too, and the contact comes into being', async () => {
  const sendpulse = await serveProvider(createSendpulse());
  try {
    const told = await fetch(`${sendpulse.control}/emit`, {
      method: 'POST',
      body: JSON.stringify({ webhookUrl, contactId: 'c9', name: 'Іра', text: 'a', copies: 2 }),
    });
    expect(await told.json()).toEqual({ statuses: [200, 200] });
    expect(received).toHaveLength(2);
    const contacts = await fetch(`${sendpulse.control}/contacts`);
    expect(await contacts.json()).toMatchObject([{ id: 'c9', channel_data: { name: 'Іра' } }]);
  } finally {
    await sendpulse.close();
  }
});
