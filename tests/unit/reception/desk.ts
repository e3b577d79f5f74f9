import { type Booking, book, getBooking, reschedule } from '../../../shared/bookings/index.ts';
import type { BotApi, BotApiFor, BotMessage } from '../../../shared/bots/index.ts';
import {
  type ProjectConfigInput,
  projectConfig,
} from '../../../shared/contracts/project-config.ts';
import { addSeconds, type Instant } from '../../../shared/platform/clock.ts';
import type { Sent } from '../../../shared/platform/delivery/index.ts';
import { isRefusal } from '../../../shared/platform/errors.ts';
import type { ClientId, ConversationId, ProjectId, UserId } from '../../../shared/platform/ids.ts';
import { createProject, type Project } from '../../../shared/projects/index.ts';
import {
  handleReceptionEvent,
  newsForReception,
  type ReceptionNews,
  tellReception,
} from '../../../shared/reception/index.ts';

export const NOW = '2026-11-21T10:00:00.000Z';
export const later = (seconds: number): Instant => addSeconds(NOW, seconds);
/** 15:00 in Kyiv. */
export const THREE_PM = '2026-11-24T13:00:00.000Z';
export const FIVE_PM = '2026-11-24T15:00:00.000Z';
export const [LUKAS, SASHA, ADAM, TOMMY, STRANGER] = [11, 12, 13, 19, 99] as const;

const STAFF = [
  { chat_id: LUKAS, name: 'Lukas' },
  { chat_id: SASHA, name: 'Sasha' },
  { chat_id: ADAM, name: 'Adam' },
  { chat_id: TOMMY, name: 'Tommy', escalation_contact: true },
];

/** What stands in a chat. */
export interface Shown extends BotMessage {
  readonly chatId: number;
  readonly messageId: string;
  /** How often it was edited to something else. */
  readonly edits: number;
}

/** One reception on an own project, its Telegram, and the stream from its bookings. */
export interface Desk {
  readonly project: Project;
  readonly shown: Shown[];
  /** Answers to taps. */
  readonly notices: { readonly tapId: string; readonly text: string; readonly alert: boolean }[];
  readonly queue: { readonly message: ReceptionNews; readonly delaySeconds: number }[];
  /** What the next calls for a chat end with; a function may do something first. */
  readonly fail: (chatId: number, end: Sent | (() => Promise<Sent | undefined>)) => void;
  readonly request: (different?: Partial<Booking>, now?: Instant) => Promise<Booking>;
  /** Has `change` done, and everything that the stream makes of it. */
  readonly streamed: <Out>(
    booking: Booking,
    change: () => Promise<Out>,
    now?: Instant,
  ) => Promise<Out>;
  readonly tell: (news: ReceptionNews, now?: Instant) => Promise<void>;
  readonly tap: (
    chatId: number,
    data: string,
    more?: { updateId?: number; now?: Instant },
  ) => Promise<string>;
  readonly write: (
    chatId: number,
    text: string,
    more?: { repliesTo?: Shown; updateId?: number; now?: Instant },
  ) => Promise<void>;
  readonly move: (booking: Booking, startsAt: Instant, now: Instant) => Promise<Booking>;
  readonly chat: (chatId: number) => Shown[];
}

let desks = 0;
let updates = 1_000;

/** Opens a desk; `config` replaces sections of an English salon with three receptionists and an escalation contact. */
export async function openDesk(config: ProjectConfigInput = {}): Promise<Desk> {
  desks += 1;
  const made = await createProject({
    projectId: `desk_${desks}` as ProjectId,
    owner: 'owner' as UserId,
    actor: 'test',
    config: projectConfig.parse({
      name: 'Salon',
      time_zone: 'Europe/Kyiv',
      language: 'en',
      specialists: ['Anna', 'Maria'],
      services: { Haircut: 1 },
      minimum_notice_minutes: 0,
      ...config,
      reception: {
        bot_token: `${10_000 + desks}:${'t'.repeat(30)}`,
        staff: STAFF,
        ...config.reception,
      },
    }),
  });
  if (isRefusal(made)) throw new Error(JSON.stringify(made));
  return deskOf(made);
}

function deskOf(project: Project): Desk {
  const { projectId } = project;
  const shown: Shown[] = [];
  const notices: { tapId: string; text: string; alert: boolean }[] = [];
  const queue: { message: ReceptionNews; delaySeconds: number }[] = [];
  const ends = new Map<number, (() => Promise<Sent | undefined>)[]>();
  const api: BotApiFor = () => botOf(shown, notices, ends);
  const ports = (now: Instant) => ({
    api,
    now,
    again: async (message: ReceptionNews, delaySeconds: number) => {
      queue.push({ message: { ...message }, delaySeconds });
    },
  });
  const tell = (news: ReceptionNews, now = NOW) => tellReception(news, ports(now));
  const streamed: Desk['streamed'] = async (booking, change, now = NOW) => {
    const before = await getBooking(projectId, booking.bookingId);
    const out = await change();
    const after = await getBooking(projectId, booking.bookingId);
    if (after && after.version !== before?.version) {
      for (const news of newsForReception(after, before)) await tell(news, now);
    }
    return out;
  };
  return {
    ...{ project, shown, notices, queue, tell, streamed },
    chat: (chatId) => shown.filter((one) => one.chatId === chatId),
    fail: (chatId, end) => {
      const one = typeof end === 'function' ? end : async () => end;
      ends.set(chatId, [...(ends.get(chatId) ?? []), one]);
    },
    request: async (different = {}, now = NOW) => {
      updates += 1;
      const answer = await book({
        ...{ project, now, idempotencyKey: `request ${updates}` },
        serviceId: project.services[0]?.serviceId as never,
        specialistId: project.specialists[0]?.specialistId as never,
        startsAt: different.startsAt ?? THREE_PM,
        client: {
          clientId: 'ivanna' as ClientId,
          name: different.clientName ?? 'Ivanna',
          conversationId: 'C1' as ConversationId,
          language: different.language ?? 'en',
        },
        actor: { kind: 'client', id: 'ivanna' as ClientId },
      });
      if (isRefusal(answer)) throw new Error(answer.message);
      return answer.booking;
    },
    tap: async (chatId, data, { updateId = ++updates, now = NOW } = {}) => {
      const before = notices.length;
      const from = { id: chatId, name: 'whoever' };
      const tap = { kind: 'tap', chatId, from, data, updateId, tapId: `tap-${updateId}` } as const;
      await handleReceptionEvent(tap, projectId, ports(now));
      const own = notices.slice(before).find(({ tapId }) => tapId === tap.tapId);
      return own?.text ?? 'no answer';
    },
    write: async (chatId, text, { repliesTo, updateId = ++updates, now = NOW } = {}) => {
      const from = { id: chatId, name: 'whoever' };
      const reply = repliesTo && {
        messageId: repliesTo.messageId,
        text: repliesTo.html.replace(/<[^>]*>/g, ''),
      };
      const event = text.startsWith('/')
        ? ({ kind: 'command', name: text.slice(1), argument: '' } as const)
        : ({ kind: 'text', text, ...(reply && { repliesTo: reply }) } as const);
      await handleReceptionEvent({ ...event, chatId, from, updateId }, projectId, ports(now));
    },
    move: async (booking, startsAt, now) => {
      const answer = await reschedule({
        ...{ project, bookingId: booking.bookingId, startsAt, now },
        ...{ actor: { kind: 'client', id: booking.clientId }, idempotencyKey: startsAt },
      });
      if (isRefusal(answer)) throw new Error(answer.message);
      return answer.booking;
    },
  };
}

function botOf(
  shown: Shown[],
  notices: { tapId: string; text: string; alert: boolean }[],
  ends: Map<number, (() => Promise<Sent | undefined>)[]>,
): BotApi {
  const unused = () => Promise.reject(new Error('not asked for here'));
  return {
    send: async (chatId, message) => {
      const end = await ends.get(chatId)?.shift()?.();
      if (end) return end;
      const messageId = String(500 + shown.length);
      shown.push({ ...message, chatId, messageId, edits: 0 });
      return { kind: 'delivered', providerMessageId: messageId };
    },
    edit: async (chatId, messageId, message) => {
      const end = await ends.get(chatId)?.shift()?.();
      if (end) return end;
      const at = shown.findIndex((one) => one.chatId === chatId && one.messageId === messageId);
      const old = shown[at];
      if (!old) return { kind: 'refused', why: 'message to edit not found' };
      const same =
        JSON.stringify([old.html, old.keyboard]) ===
        JSON.stringify([message.html, message.keyboard]);
      shown[at] = { chatId, messageId, ...message, edits: old.edits + (same ? 0 : 1) };
      return { kind: 'delivered', providerMessageId: messageId };
    },
    answerTap: async (tapId, text = '', alert = false) => {
      notices.push({ tapId, text, alert });
    },
    me: unused,
    setWebhook: unused,
    webhookInfo: unused,
    setCommands: unused,
  };
}

/** The data of the buttons under a message. */
export const buttons = ({ keyboard = [] }: BotMessage): string[] =>
  keyboard.flat().map((button) => ('data' in button ? button.data : button.url));
