/** Everything the page knows comes over HTTP: the product's own API, and `/_local` for the clock and the outbox. */

let demo;
let token;
let botId = 'demo-bot';

async function read(path, options = {}) {
  const response = await fetch(path, { cache: 'no-store', ...options });
  const text = await response.text();
  const value = text === '' ? null : JSON.parse(text);
  if (!response.ok)
    throw Object.assign(new Error(value?.error?.message ?? response.statusText), {
      status: response.status,
    });
  return value;
}

const post = (path, body) =>
  read(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** Finds the demo project and signs its owner in. */
export async function open() {
  const told = await read('/_local/demo');
  demo = told.demo ?? told;
  await signIn();
  return demo;
}

async function signIn() {
  const { email, password } = demo;
  token = (await post('/api/accounts/login', { email, password })).idToken;
}

async function asOwner(path) {
  const get = () => read(path, { headers: { authorization: `Bearer ${token}` } });
  try {
    return await get();
  } catch (fault) {
    // The clock was moved or the page slept: sign in once more.
    if (fault.status !== 401) throw fault;
    await signIn();
    return get();
  }
}

export async function readConfig() {
  const config = await asOwner(`/projects/${demo.projectId}/config`);
  botId = config.sendpulse_bot_id ?? botId;
  return config;
}

/** All bookings that start within two instants. */
export async function readBookings(from, to) {
  const bookings = [];
  let cursor;
  do {
    const query = new URLSearchParams({
      from: from.toISOString(),
      to: to.toISOString(),
      limit: '500',
    });
    if (cursor) query.set('cursor', cursor);
    const page = await asOwner(`/projects/${demo.projectId}/bookings?${query}`);
    bookings.push(...page.bookings);
    cursor = page.cursor;
  } while (cursor);
  return bookings;
}

export const readClock = () => read('/_local/clock');
export const moveClock = (advanceSeconds) => post('/_local/clock', { advanceSeconds });

/** What SendPulse was asked to send and accepted, oldest first: `{ contactId, text }`. */
export async function readOutbox() {
  const requests = await read('/_local/providers/sendpulse/requests');
  return requests
    .filter(
      ({ path, applied, status }) =>
        /\/contacts\/send(Text)?$/.test(path) &&
        applied &&
        (status === null || status < 400 || status >= 500),
    )
    .map(({ body }) => ({ contactId: body?.contact_id, text: body?.message?.text ?? body?.text }))
    .filter(({ text }) => typeof text === 'string');
}

const TELEGRAM = '/_local/providers/telegram';

/** The chats of all people with their bots, as they see them. */
export const readChats = () => read(`${TELEGRAM}/chats`);

/** The menu of each bot by its user name: `[{ command, description }]` in the language, else in any. */
export async function readMenus(language) {
  const bots = await read(`${TELEGRAM}/bots`);
  return Object.fromEntries(
    bots.map(({ username, commands }) => {
      const own = commands.find(({ scope }) => scope.endsWith(` ${language}`));
      const any = commands.find(({ scope }) => scope.endsWith(' '));
      return [username, (own ?? any)?.commands ?? []];
    }),
  );
}

/** Does something in Telegram as a person: `start`, `say` or `tap`. The bot gets it over its real webhook. */
export const act = (what, body) => post(`${TELEGRAM}/${what}`, body);

/** Posts one message to the product's webhook, in the envelope SendPulse uses. */
export async function postAsClient({ contactId, name, text, messageId, date }) {
  const webhook = new URL(demo.sendpulseWebhook);
  // Path and token only: the page may be open under another name of this machine.
  const response = await fetch(webhook.pathname + webhook.search, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([
      {
        service: 'telegram',
        title: 'incoming_message',
        date: date.getTime(),
        bot: { id: botId, name: 'Demo Salon', external_id: '7000000001' },
        contact: {
          id: contactId,
          name,
          username: null,
          phone: null,
          email: null,
          last_message: text,
          tags: [],
          variables: {},
        },
        info: {
          message: {
            id: `${contactId}-${messageId}`,
            channel_data: { message_id: messageId, message: { text } },
          },
        },
      },
    ]),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(String(response.status));
}
