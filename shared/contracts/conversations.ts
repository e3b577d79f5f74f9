import * as z from 'zod';

/** An id that the server gave; a pure function of the client's address. */
const conversationId = z.string().regex(/^[0-9A-Z]{8,51}$/, 'Not a conversation id.');

/** The path of one conversation. */
export const conversationPath = z.object({
  project_id: z.string(),
  conversation_id: conversationId,
});

/** `GET /projects/{project_id}/conversations`: newest answer first. */
export const conversationsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).optional(),
  cursor: z.string().max(500).optional(),
});

/** `GET …/conversations/{conversation_id}/messages`: `limit` counts answered bursts, newest first. */
export const messagesQuery = conversationsQuery;

/** `PATCH …/conversations/{conversation_id}`: who answers this client, and whether anybody does. */
export const conversationChange = z
  .strictObject({
    /** `true`: a person answers, the AI is silent for 12 hours; `false`: the AI answers again. */
    handed_over: z.boolean().optional(),
    /** `true`: what this client writes is stored and never answered. */
    blocked: z.boolean().optional(),
  })
  .refine(
    ({ handed_over, blocked }) => handed_over !== undefined || blocked !== undefined,
    'Say handed_over or blocked.',
  );

/** A conversation as the API answers it; there is one from the first answered burst on. Times are UTC. */
export const conversationDocument = z.strictObject({
  conversation_id: z.string(),
  channel: z.string().optional(),
  /** The messenger: `telegram`, `instagram`, … */
  service: z.string().optional(),
  client: z.strictObject({ contact_id: z.string().optional(), name: z.string().optional() }),
  language: z.string().optional(),
  /** Answers so far, and the client's messages that they answered. */
  turns: z.int(),
  messages: z.int(),
  last_turn_at: z.string().optional(),
  handed_over: z.boolean(),
  handed_over_until: z.string().optional(),
  blocked: z.boolean(),
  blocked_at: z.string().optional(),
  /** Since when the messenger refuses to deliver. */
  unreachable_since: z.string().optional(),
});

/** A page of conversations; `cursor` asks for the next one. */
export const conversationList = z.strictObject({
  conversations: z.array(conversationDocument),
  cursor: z.string().optional(),
});

const receiptDocument = z.strictObject({
  effect: z.enum(['booked', 'moved', 'cancelled']),
  booking_id: z.string(),
  code: z.string(),
  service_name: z.string(),
  specialist_name: z.string(),
  starts_at: z.string(),
  ends_at: z.string(),
});

/**
 * One entry of a conversation. A client's text older than nine days is told with the time of its answer, since the
 * message itself is gone by then; one without `turn_id` waits for its answer.
 */
export const messageDocument = z.strictObject({
  id: z.string(),
  from: z.enum(['client', 'frontdesk']),
  at: z.string(),
  /** Of a client: text, voice, photo, …; of ours: answer, fallback, hand_over, limited, closed. */
  kind: z.string(),
  text: z.string(),
  turn_id: z.string().optional(),
  language: z.string().optional(),
  /** What this answer committed; kept for 15 days. */
  receipts: z.array(receiptDocument).optional(),
});

/** A page of a conversation, newest entry first. */
export const messageList = z.strictObject({
  messages: z.array(messageDocument),
  cursor: z.string().optional(),
});

export type ConversationsQuery = z.output<typeof conversationsQuery>;
export type MessagesQuery = z.output<typeof messagesQuery>;
export type ConversationChange = z.output<typeof conversationChange>;
export type ConversationDocument = z.output<typeof conversationDocument>;
export type ConversationList = z.output<typeof conversationList>;
export type MessageDocument = z.output<typeof messageDocument>;
export type MessageList = z.output<typeof messageList>;
