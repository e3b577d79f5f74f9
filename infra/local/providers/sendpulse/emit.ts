import { randomUUID } from 'node:crypto';

/** What a client does in the messenger, as the webhook of the bot tells it. */
export interface Incoming {
  contactId: string;
  /** Absent = a message without any text (a sticker, a voice message, a button press). */
  text?: string;
  name?: string;
  username?: string;
  phone?: string;
  /** Telegram's own number of the message: what duplicates are known by. Counted up when absent. */
  messageId?: number;
  /** SendPulse's id of the message. */
  sendpulseId?: string;
  botId?: string;
  /** `telegram` when absent; any text, since the real list is open. */
  service?: string;
  /** `incoming_message` when absent; any text, since flow authors type their own. */
  title?: string;
  /** Envelope date; now when absent. */
  date?: Date;
  languageCode?: string;
  variables?: Record<string, unknown>;
  /** Instagram and Messenger: our own message coming back under `incoming_message`. */
  echo?: boolean;
  /** Instagram and Facebook: a comment under a post, not a message. */
  comment?: boolean;
}

let lastMessageId = Date.now() % 1_000_000_000;

/** One element of the array SendPulse posts. */
export function incomingEvent(incoming: Incoming): Record<string, unknown> {
  const {
    contactId,
    text,
    name = 'Client',
    service = 'telegram',
    title = 'incoming_message',
    botId = 'demo-bot',
    date = new Date(),
  } = incoming;
  lastMessageId += 1;
  const messageId = incoming.messageId ?? lastMessageId;
  const telegram = service === 'telegram';
  const native = {
    ...(telegram ? {} : { mid: `m_${messageId}` }),
    ...(text === undefined ? {} : { text }),
    ...(incoming.echo ? { is_echo: true } : {}),
    ...(incoming.comment ? { item: 'comment', media_product_type: 'FEED' } : {}),
  };
  const lastMessage = incoming.comment || text === undefined ? null : text;
  return {
    service,
    title,
    date: date.getTime(),
    bot: {
      id: botId,
      name: 'Demo Salon',
      external_id: '7000000001',
      url: 'https://t.me/demo_salon_bot',
    },
    contact: {
      id: contactId,
      name,
      username: incoming.username ?? null,
      ...(telegram ? { telegram_id: contactId.replace(/\D/g, '') || '100000001' } : {}),
      phone: incoming.phone ?? null,
      email: null,
      photo: null,
      last_message: lastMessage,
      last_message_data: lastMessage === null ? null : { message: native },
      tags: [],
      variables: incoming.variables ?? {},
      ...(incoming.languageCode ? { channel_data: { language_code: incoming.languageCode } } : {}),
    },
    info: {
      message: {
        id: incoming.sendpulseId ?? randomUUID().replaceAll('-', '').slice(0, 24),
        channel_data: { ...(telegram ? { message_id: messageId } : {}), message: native },
      },
    },
  };
}

/** How a batch of events reaches the webhook. */
export interface Delivery {
  /** Times the same array is posted; 1 when absent. */
  copies?: number;
  /** Each further copy carries an envelope date this much later, as a redelivery does. */
  laterByMs?: number;
  headers?: Record<string, string>;
}

/**
 * Posts events to the product's real webhook as SendPulse does: one array, JSON.
 * @param webhookUrl the whole URL with its token
 * @returns the HTTP status of each copy, in order
 */
export async function emitIncoming(
  webhookUrl: string,
  incoming: Incoming | Incoming[],
  { copies = 1, laterByMs = 0, headers = {} }: Delivery = {},
): Promise<number[]> {
  const events = [incoming].flat().map(incomingEvent);
  const statuses: number[] = [];
  for (let copy = 0; copy < copies; copy += 1) {
    const dated = events.map((event) => ({
      ...event,
      date: (event.date as number) + copy * laterByMs,
    }));
    const response = await fetch(webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(dated),
    });
    await response.arrayBuffer();
    statuses.push(response.status);
  }
  return statuses;
}

/** What comes back for each message we send when "Outbound messages" is ticked in the bot's settings. */
export function outgoingEcho(contactId: string, text: string, date = new Date()): Incoming {
  return { contactId, text, title: 'outgoing_message', date };
}
