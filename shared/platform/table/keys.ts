import type {
  BookingId,
  ClientId,
  ConversationId,
  MessageId,
  ProjectId,
  SpecialistId,
  TurnId,
  UserId,
} from '../ids.ts';

/** The primary key of an item. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

const project = (projectId: ProjectId): string => `P#${projectId}`;

/**
 * The whole entity chart: every item of the table has its key made here, and every key takes a {@link ProjectId}
 * (law 4). What stands under `global` is the closed list of exceptions. docs/access-patterns.md says who asks what.
 */
export const keys = {
  /** The project with its configuration. */
  project: (p: ProjectId): Key => ({ pk: project(p), sk: 'PROJECT' }),
  /** What the inbound doors need of a project, small and read once a minute. */
  inboundSettings: (p: ProjectId): Key => ({ pk: project(p), sk: 'INBOUND' }),
  /** An owner or operator of the project. */
  member: (p: ProjectId, userId: UserId): Key => ({ pk: project(p), sk: `MEMBER#${userId}` }),
  /** An invitation to become a member. */
  invitation: (p: ProjectId, invitationId: string): Key => ({
    pk: project(p),
    sk: `INVITATION#${invitationId}`,
  }),
  /** The partition of the project's own row and of all that is small and few: members, invitations, connections. */
  ofProject: (p: ProjectId): string => project(p),
  /** The sealed credentials of one outside service. */
  connection: (p: ProjectId, provider: string): Key => ({
    pk: project(p),
    sk: `CONNECTION#${provider}`,
  }),
  /** What a person granted at an outside service, for one integration type. */
  oauthGrant: (p: ProjectId, slug: string): Key => ({ pk: project(p), sk: `OAUTH_GRANT#${slug}` }),
  /** Which day its accounts at services were asked about. */
  accountsDay: (p: ProjectId): Key => ({ pk: project(p), sk: 'ACCOUNTS_DAY' }),
  /** A person is on the way to an outside service and back; `hash` is of what the service hands back. */
  oauthState: (p: ProjectId, hash: string): Key => ({ pk: project(p), sk: `OAUTH_STATE#${hash}` }),
  /** A short-lived access token that the containers share. */
  accessToken: (p: ProjectId, provider: string): Key => ({
    pk: project(p),
    sk: `ACCESS_TOKEN#${provider}`,
  }),

  /** A booking, by its id. */
  booking: (p: ProjectId, bookingId: BookingId): Key => ({
    pk: `${project(p)}#BOOKING#${bookingId}`,
    sk: 'BOOKING',
  }),
  /** The minutes of one UTC date that a specialist is taken. `date` is `YYYY-MM-DD`. */
  specialistDay: (p: ProjectId, specialistId: SpecialistId, date: string): Key => ({
    pk: keys.specialistDays(p, specialistId),
    sk: `DAY#${date}`,
  }),
  /** The partition of all days of a specialist, so one Query reads any range of them. */
  specialistDays: (p: ProjectId, specialistId: SpecialistId): string =>
    `${project(p)}#SPECIALIST#${specialistId}`,

  /**
   * The partition of a conversation. Its sort keys are named so that one Query from the end meets STATE, RECEIPT,
   * NOTICE and MESSAGE (all short-lived) and then HISTORY from the newest turn back.
   */
  conversation: (p: ProjectId, conversationId: ConversationId): string =>
    `${project(p)}#CONVERSATION#${conversationId}`,
  /** Lease, delivery and hand-over of a conversation. */
  conversationState: (p: ProjectId, c: ConversationId): Key => ({
    pk: keys.conversation(p, c),
    sk: 'STATE',
  }),
  /** What is left of the archived part of a conversation, and the timer of its present silence. */
  summary: (p: ProjectId, c: ConversationId): Key => ({
    pk: keys.conversation(p, c),
    sk: 'SUMMARY',
  }),
  /** One message of the client; the id is a pure function of the provider's id, which makes the put the dedupe. */
  message: (p: ProjectId, c: ConversationId, messageId: MessageId): Key => ({
    pk: keys.conversation(p, c),
    sk: `MESSAGE#${messageId}`,
  }),
  /** What a turn has committed, written in the booking's own transaction. `step` counts from 1 within the turn. */
  receipt: (p: ProjectId, c: ConversationId, turnId: TurnId, step: number): Key => ({
    pk: keys.conversation(p, c),
    sk: `RECEIPT#${turnId}#${String(step).padStart(3, '0')}`,
  }),
  /** What the system told the client of its own accord: news of her booking. */
  notice: (p: ProjectId, c: ConversationId, noticeId: string): Key => ({
    pk: keys.conversation(p, c),
    sk: `NOTICE#${noticeId}`,
  }),
  /** A turn's outcome: which messages it answered, with what. Sorts by when it was decided. */
  turn: (p: ProjectId, c: ConversationId, decidedAt: string, turnId: TurnId): Key => ({
    pk: keys.conversation(p, c),
    sk: `HISTORY#${decidedAt}#${turnId}`,
  }),
  /** The range of sort keys of all turns that were decided at `from` or later; no instant sorts behind its end. */
  turnsFrom: (from: string): [string, string] => [`HISTORY#${from}`, 'HISTORY#~'],

  /** What the model cost a project on one UTC date (`YYYY-MM-DD`), in several counters. */
  spending: (p: ProjectId, date: string, shard: number): Key => ({
    pk: keys.spendingOf(p, date),
    sk: `SHARD#${shard}`,
  }),
  /** The partition of the above. */
  spendingOf: (p: ProjectId, date: string): string => `${project(p)}#SPENDING#${date}`,

  /** How many turns a project with a limit was answered in a month (`YYYY-MM`) of its zone, in several counters. */
  turnCount: (p: ProjectId, month: string, shard: number): Key => ({
    pk: keys.turnCounts(p, month),
    sk: `SHARD#${shard}`,
  }),
  /** The partition of the above. */
  turnCounts: (p: ProjectId, month: string): string => `${project(p)}#TURNS#${month}`,

  /** Something that people of the project have to look at, while it goes on; `subject` is `-` for all of it. */
  alert: (p: ProjectId, kind: string, subject: string): Key => ({
    pk: keys.alerts(p),
    sk: `ALERT#${kind}#${subject}`,
  }),
  /** The partition of the above. */
  alerts: (p: ProjectId): string => `${project(p)}#ALERTS`,

  /** A message to one recipient about one fact: the claim and the mark of law 5. */
  notification: (p: ProjectId, notificationId: string): Key => ({
    pk: `${project(p)}#NOTIFICATION#${notificationId}`,
    sk: 'NOTIFICATION',
  }),
  /** The same when it is about a booking: beside the booking, so one Query finds every copy of what was said of it. */
  bookingNotification: (p: ProjectId, bookingId: BookingId, notificationId: string): Key => ({
    pk: keys.booking(p, bookingId).pk,
    sk: `NOTIFICATION#${notificationId}`,
  }),

  /** A Telegram chat that one of the project's bots cannot reach for now. */
  botChat: (p: ProjectId, role: string, chatId: number): Key => ({
    pk: keys.botChats(p, role),
    sk: `CHAT#${chatId}`,
  }),
  /** The partition of the above. */
  botChats: (p: ProjectId, role: string): string => `${project(p)}#BOT#${role}`,
  /** The Telegram chat of a specialist. */
  specialistChat: (p: ProjectId, specialistId: SpecialistId): Key => ({
    pk: keys.specialistChats(p),
    sk: `SPECIALIST#${specialistId}`,
  }),
  /** The partition of the above: who a chat belongs to is found among them. */
  specialistChats: (p: ProjectId): string => `${project(p)}#SPECIALIST_CHATS`,
  /** A one-time code that links a specialist's chat, by its hash. */
  linkCode: (p: ProjectId, codeHash: string): Key => ({
    pk: project(p),
    sk: `LINK_CODE#${codeHash}`,
  }),
  /** How many link codes a chat has tried within one hour (`YYYY-MM-DDTHH`, UTC). */
  linkAttempts: (p: ProjectId, chatId: number, hour: string): Key => ({
    pk: project(p),
    sk: `LINK_ATTEMPTS#${chatId}#${hour}`,
  }),

  /** A booking that a destination does not show as it stands, perhaps. `destination`: a kind of them, `appsheet`. */
  syncMark: (p: ProjectId, destination: string, bookingId: BookingId): Key => ({
    pk: keys.sync(p, destination),
    sk: `DIRTY#${bookingId}`,
  }),
  /** What a destination was last known to show of a booking. */
  syncState: (p: ProjectId, destination: string, bookingId: BookingId): Key => ({
    pk: keys.sync(p, destination),
    sk: `STATE#${bookingId}`,
  }),
  /** Who writes to a project's destination of one kind at present. */
  syncLease: (p: ProjectId, destination: string): Key => ({
    pk: keys.sync(p, destination),
    sk: 'LEASE',
  }),
  /** The partition of the three above. */
  sync: (p: ProjectId, destination: string): string => `${project(p)}#SYNC#${destination}`,
  /** One attempt to show a booking at a destination: beside the booking, by time. */
  syncRecord: (p: ProjectId, bookingId: BookingId, at: string, destination: string): Key => ({
    pk: keys.booking(p, bookingId).pk,
    sk: `SYNC#${at}#${destination}`,
  }),

  /**
   * What was imported last from a place whose own entries block time, and who reads it now. `place` is a hash of it.
   */
  busyPlace: (p: ProjectId, source: string, place: string): Key => ({
    pk: keys.busyPlaces(p),
    sk: `PLACE#${source}#${place}`,
  }),
  /** The partition of the above: one Query tells of all of them. */
  busyPlaces: (p: ProjectId): string => `${project(p)}#BUSY`,

  /** Through which Google tells of changes in a calendar. `place` is a hash of the calendar's id. */
  calendarChannel: (p: ProjectId, place: string): Key => ({
    pk: keys.calendarChannels(p),
    sk: `CHANNEL#${place}`,
  }),
  /** The partition of the above. */
  calendarChannels: (p: ProjectId): string => `${project(p)}#CALENDAR_CHANNELS`,

  /** What a place outside showed when it was compared with the bookings last; `place`: a hash of it. */
  reconcileReport: (p: ProjectId, destination: string, place: string): Key => ({
    pk: keys.reconcile(p),
    sk: `REPORT#${destination}#${place}`,
  }),
  /** Which night a project's places were compared, or are being. */
  reconcileNight: (p: ProjectId): Key => ({ pk: keys.reconcile(p), sk: 'NIGHT' }),
  /** The partition of the two above. */
  reconcile: (p: ProjectId): string => `${project(p)}#RECONCILE`,

  /** A queue message that was given up, where a member can see and replay it. Sorts by when it was first sent. */
  parked: (p: ProjectId, parkedId: string): Key => ({
    pk: keys.parkedItems(p),
    sk: `PARKED#${parkedId}`,
  }),
  /** The partition of the above. */
  parkedItems: (p: ProjectId): string => `${project(p)}#PARKED`,

  /** Partitions of the indexes; indexes.ts says what each is sorted by. */
  index: {
    bookingsOfClient: (p: ProjectId, clientId: ClientId): string =>
      `${project(p)}#CLIENT#${clientId}`,
    bookingsOfProject: (p: ProjectId): string => `${project(p)}#BOOKINGS`,
    conversationsOfProject: (p: ProjectId): string => `${project(p)}#CONVERSATIONS`,
    messagesOfProject: (p: ProjectId): string => `${project(p)}#MESSAGES`,
  },

  /** The only keys without a project: each resolves to one, or belongs to the platform itself. */
  global: {
    /** Look-up: which projects a signed-in person is a member of. */
    userProject: (userId: UserId, p: ProjectId): Key => ({
      pk: `USER#${userId}`,
      sk: `PROJECT#${p}`,
    }),
    /** The partition of the above. */
    userProjects: (userId: UserId): string => `USER#${userId}`,
    /** A signed-in person's own: her name, sphere and language. */
    profile: (userId: UserId): Key => ({ pk: keys.global.userProjects(userId), sk: 'PROFILE' }),
    /** A signed-in person who is changing her e-mail. */
    emailChange: (userId: UserId): Key => ({
      pk: keys.global.userProjects(userId),
      sk: 'EMAIL_CHANGE',
    }),
    /** Before there is a user: somebody who registers an address (a hash of it) and has not confirmed it yet. */
    registration: (addressId: string): Key => ({ pk: `ADDRESS#${addressId}`, sk: 'REGISTRATION' }),
    /** Who says that he is the user of an address (a hash of it) and forgot the password. */
    passwordReset: (addressId: string): Key => ({ pk: `ADDRESS#${addressId}`, sk: 'RESET' }),
    /** Platform state: given-up queue messages that name no project. Only the operator's command sees them. */
    parked: (parkedId: string): Key => ({
      pk: keys.global.parkedItems,
      sk: `PARKED#${parkedId}`,
    }),
    /** The partition of the above. */
    parkedItems: 'PLATFORM#PARKED',
    /** Look-up of the operator's command: whose a parked item is. */
    parkedPointer: (parkedId: string): Key => ({
      pk: keys.global.parkedPointers,
      sk: `PARKED#${parkedId}`,
    }),
    /** The partition of the above. */
    parkedPointers: 'PLATFORM#PARKED_POINTERS',
    /** Look-up of the operator's command: which project has which bot. */
    bot: (p: ProjectId, role: string): Key => ({ pk: keys.global.bots, sk: `BOT#${p}#${role}` }),
    /** The partition of the above. */
    bots: 'PLATFORM#BOTS',
    /** Look-up of upkeep: which projects there are. */
    listedProject: (p: ProjectId): Key => ({ pk: keys.global.listedProjects, sk: `PROJECT#${p}` }),
    /** The partition of the above. */
    listedProjects: 'PLATFORM#PROJECTS',
    /** Platform state: how often somebody (a hash of who) called within one window of time. */
    callLimit: (who: string, window: string): Key => ({ pk: `LIMIT#${who}`, sk: window }),
  },
} as const;
