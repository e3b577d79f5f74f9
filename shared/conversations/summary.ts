import { Entity } from 'dynamodb-toolbox/entity';
import { item } from 'dynamodb-toolbox/schema/item';
import { string } from 'dynamodb-toolbox/schema/string';
import type { Instant } from '../platform/clock.ts';
import type { ConversationId, ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';

/** What is left of a conversation's archived part, and when the next silence will be long enough to archive again. */
export interface Summary {
  readonly projectId: ProjectId;
  readonly conversationId: ConversationId;
  /** What was said before, in a few sentences; absent before the first archiving. */
  readonly text?: string;
  /** Turns decided up to then are in `text`; newer ones are read word by word. */
  readonly upTo?: Instant;
  /** The timer of this silence fires then; absent: none is armed. The stream carries it to the Scheduler. */
  readonly archiveAt?: Instant;
  /** What was written outside working hours is answered then; the stream carries it to the Scheduler too. */
  readonly wakeAt?: Instant;
}

/** Its sort key stands behind the messages, so that the one Query of a turn meets it. */
export const SummaryEntity = new Entity({
  name: 'Summary',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    conversationId: string().key(),
    text: string().optional(),
    upTo: string().optional(),
    archiveAt: string().optional(),
    wakeAt: string().optional(),
  }),
  computeKey: ({ projectId, conversationId }) =>
    keys.summary(projectId as ProjectId, conversationId as ConversationId),
});
