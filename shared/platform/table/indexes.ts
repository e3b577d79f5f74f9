/** The names of its keys, and what it carries. */
export interface Index {
  readonly partition: string;
  readonly sort: string;
  /** Attributes beside the keys; absent: all of them. */
  readonly include?: readonly string[];
}

/**
 * The indexes of the table, all sparse: only rows that carry the partition's attribute are in them. Their partition
 * keys are made in keys.ts; the template and the tables of tests are built from this list.
 */
export const INDEXES = {
  /** A client's bookings by start. */
  bookingsOfClient: { partition: 'clientKey', sort: 'startsAt' },
  /** A project's bookings by start. */
  bookingsOfProject: { partition: 'projectKey', sort: 'startsAt' },
  /** A project's conversations by their last answer, with what lists and totals show of them. */
  conversationsOfProject: {
    partition: 'conversationsKey',
    sort: 'lastTurnAt',
    include: [
      'entity',
      'projectId',
      'conversationId',
      'turns',
      'messages',
      'archives',
      'address',
      'clientName',
      'language',
      'handedOverUntil',
      'blockedAt',
      'unreachableSince',
    ],
  },
  /** A project's messages by receipt: the keys alone, which is enough to look whether they were answered. */
  messagesOfProject: { partition: 'messagesKey', sort: 'receivedAt', include: [] },
} as const satisfies Record<string, Index>;

export type IndexName = keyof typeof INDEXES;
