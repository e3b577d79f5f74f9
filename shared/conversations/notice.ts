import { Entity } from 'dynamodb-toolbox/entity';
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut';
import { item } from 'dynamodb-toolbox/schema/item';
import { list } from 'dynamodb-toolbox/schema/list';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { expiresAt, type Instant } from '../platform/clock.ts';
import type { ConversationId, ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { type Offer, offerSchema } from './turn.ts';

/** As long as the messages that may answer it. */
const KEPT_SECONDS = 9 * 24 * 3_600;

/** What the system told a client of its own accord, so that her next words are understood as an answer to it. */
export interface Notice {
  readonly projectId: ProjectId;
  readonly conversationId: ConversationId;
  readonly noticeId: string;
  readonly saidAt: Instant;
  readonly text: string;
  /** What it means for the one who answers her: one English sentence. */
  readonly meaning: string;
  /** The times it named: she may choose one of them. */
  readonly offers: readonly Offer[];
}

export const NoticeEntity = new Entity({
  name: 'Notice',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    conversationId: string().key(),
    noticeId: string().key(),
    saidAt: string(),
    text: string(),
    meaning: string(),
    offers: list(offerSchema),
    ttl: number(),
  }),
  computeKey: ({ projectId, conversationId, noticeId }) =>
    keys.notice(projectId as ProjectId, conversationId as ConversationId, noticeId),
});

/** The entry that writes `notice`, in the transaction that marks it as said. */
export function putNotice(notice: Notice) {
  return NoticeEntity.build(PutTransaction).item({
    ...notice,
    offers: notice.offers.map((offer) => ({ ...offer })),
    ttl: expiresAt(notice.saidAt, KEPT_SECONDS),
  });
}
