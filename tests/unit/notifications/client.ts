import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { vi } from 'vitest';
import {
  type Actor,
  type Booking,
  book,
  decide,
  getBooking,
  giveReason,
  remind,
  reschedule,
  setMeetingUrl,
  undoDecision,
} from '../../../shared/bookings/index.ts';
import type { SendResult } from '../../../shared/conversations/index.ts';
import {
  type ClientNews,
  clientNewsDelay,
  clientNewsSchema,
  newsForClient,
  tellClient,
} from '../../../shared/notifications/index.ts';
import { addSeconds, type Instant } from '../../../shared/platform/clock.ts';
import { isRefusal, PassingFault } from '../../../shared/platform/errors.ts';
import {
  type BookingId,
  type ClientId,
  type ConversationId,
  type ProjectId,
  randomId,
} from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import type { Project } from '../../../shared/projects/index.ts';
import { putProject } from '../../steps/bookings.ts';
import type { Dynoxide } from '../../steps/dynoxide.ts';
import { ANNA, HAIRCUT, salon } from '../../steps/salon.ts';

export const NOW = '2026-11-23T08:00:00.000Z';
/** 12:00 in Kyiv. */
export const START = '2026-11-24T10:00:00.000Z';
const STAFF = { kind: 'staff', id: '1' } as const;

/** A client whose request waits, reception that decides, and the queue of what she is to be told. */
export class Client {
  now: Instant = NOW;
  readonly project: Project;
  readonly conversationId = randomId() as ConversationId;
  bookingId = '' as BookingId;
  readonly queue: { at: Instant; news: ClientNews }[] = [];
  /** What she read. */
  readonly heard: string[] = [];
  send: (text: string) => Promise<SendResult> = async () => ({ kind: 'delivered' });
  readonly #dynoxide: Dynoxide;

  constructor(dynoxide: Dynoxide, different: Partial<Project> = {}) {
    this.#dynoxide = dynoxide;
    const projectId = `p-${randomId(12).toLowerCase()}` as ProjectId;
    this.project = salon({ projectId, ...different });
  }

  async asks(language = 'en', specialistId = ANNA): Promise<this> {
    const { endpoint, tableName } = this.#dynoxide;
    const { project, conversationId } = this;
    await putProject(endpoint, tableName, project, 'owner');
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const bare = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
    await DynamoDBDocumentClient.from(bare).send(
      new PutCommand({
        TableName: tableName,
        Item: {
          ...keys.conversationState(project.projectId, conversationId),
          ...{ entity: 'Conversation', projectId: project.projectId, conversationId, turns: 0 },
          address: { channel: 'sendpulse', service: 'telegram', botId: 'b', contactId: 'c' },
        },
      }),
    );
    bare.destroy();
    this.passTo(this.now);
    const client = { clientId: 'c1' as ClientId, name: 'Ivanna', conversationId, language };
    const booked = await book({
      ...{ project, serviceId: HAIRCUT, specialistId, startsAt: START, client },
      ...{ actor: { kind: 'client', id: client.clientId }, idempotencyKey: 'b', now: this.now },
    });
    if (isRefusal(booked)) throw new Error(booked.message);
    this.bookingId = booked.booking.bookingId;
    this.stream(booked.booking, undefined);
    return this;
  }

  passTo(instant: Instant): void {
    this.now = instant;
    vi.setSystemTime(new Date(instant));
  }

  pass(seconds: number): void {
    this.passTo(addSeconds(this.now, seconds));
  }

  booking(): Promise<Booking> {
    return getBooking(this.project.projectId, this.bookingId) as Promise<Booking>;
  }

  stream(row: Booking, old: Booking | undefined): void {
    const news = newsForClient(row, old);
    if (news === undefined) return;
    this.queue.push({ at: addSeconds(this.now, clientNewsDelay(news)), news });
  }

  async #write(change: () => Promise<unknown>): Promise<void> {
    const old = await this.booking();
    const done = await change();
    if (isRefusal(done)) throw new Error(JSON.stringify(done));
    const row = await this.booking();
    if (row.version > old.version) this.stream(row, old);
  }

  #change(actor: Actor = STAFF) {
    const { bookingId, now, project } = this;
    return { project, projectId: project.projectId, bookingId, actor, by: 'Olena', now };
  }
  confirm = () => this.#write(() => decide({ ...this.#change(), to: 'CONFIRMED' }));
  reject = (reason?: string) =>
    this.#write(() =>
      decide({ ...this.#change(), to: 'REJECTED', ...(reason === undefined ? {} : { reason }) }),
    );
  undo = () => this.#write(() => undoDecision(this.#change()));
  reason = (reason: string) => this.#write(() => giveReason({ ...this.#change(), reason }));
  move = (startsAt: Instant, actor: Actor = STAFF) =>
    this.#write(() => reschedule({ ...this.#change(actor), startsAt, idempotencyKey: randomId() }));
  meetsAt = (url: string) =>
    this.#write(() =>
      setMeetingUrl({
        ...this.#change({ kind: 'sync', id: 'google-calendar' }),
        ...{ url, maker: 'google-meet' },
      }),
    );
  remind = async (reminder: number) => {
    const { requestedAt } = await this.booking();
    await this.#write(() => remind({ ...this.#change(), requestedAt, reminder }));
  };

  /** Does what one queue message asks for, now. */
  tell(news: ClientNews): ReturnType<typeof tellClient> {
    const channel = {
      split: (text: string) => [text],
      send: async (_project: unknown, _to: unknown, text: string) => {
        const sent = await this.send(text);
        if (sent.kind === 'delivered') this.heard.push(text);
        return sent;
      },
    };
    const body = clientNewsSchema.parse(JSON.parse(JSON.stringify(news)));
    return tellClient(body, { channels: { sendpulse: channel }, now: this.now });
  }

  /** Delivers what is due by now, twice, or comes back to it after `again` seconds. */
  async settle(again = 5): Promise<void> {
    const due = this.queue.filter(({ at }) => at <= this.now);
    for (const one of due.toSorted((a, b) => a.at.localeCompare(b.at))) {
      this.queue.splice(this.queue.indexOf(one), 1);
      try {
        await this.tell(one.news);
        await this.tell(one.news);
      } catch (fault) {
        if (!(fault instanceof PassingFault)) throw fault;
        this.queue.push({ ...one, at: addSeconds(this.now, again) });
      }
    }
  }

  /** Lets time go by until everything is told. */
  async listen(): Promise<string[]> {
    const before = this.heard.length;
    for (let step = 0; step < 50 && this.queue.length > 0; step += 1) {
      this.pass(5);
      await this.settle();
    }
    return this.heard.slice(before);
  }
}
