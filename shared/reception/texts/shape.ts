import type { BookingFlag } from '../../bookings/index.ts';

/** What a booking's lines are made of, escaped for HTML. */
export interface BookingWords {
  readonly date: string;
  readonly time: string;
  readonly specialist: string;
  readonly client: string;
  readonly id: string;
  readonly service: string;
  readonly code: string;
}

/** Who answered a request, by the clock of the project. */
export interface DecisionWords {
  readonly by: string;
  readonly at: string;
}

/** How a booking stands, as it is said in one sentence. */
export type State =
  | 'PENDING'
  | 'CONFIRMED'
  | 'IN_PROGRESS'
  | 'COMPLETED'
  | 'REJECTED'
  | 'CANCELLED'
  | 'NO_SHOW';

/** What the reception bot says in one language. Messages are HTML, answers to a tap are plain and at most 200 characters. */
export interface ReceptionTexts {
  /** The first line of a message, by what it is. */
  readonly alert: string;
  /** Instead of `alert` when the client asks for another time than before. */
  readonly alertMoved: string;
  readonly reminder: string;
  /** Takes the booking's id. */
  readonly escalation: (id: string) => string;
  readonly facts: (booking: BookingWords) => string;
  /** Why they should look at the booking, by the kind of its flag; takes the name of the sheet or calendar. */
  readonly flags: Readonly<Record<BookingFlag['kind'], (source: string) => string>>;
  readonly confirmAvailability: string;

  readonly confirm: string;
  readonly reject: string;
  readonly undo: string;
  /** Given at a tap after a rejection, in this order; the client reads them after "Reason:", without a full stop. */
  readonly reasons: readonly string[];
  readonly askReason: string;

  /** How it ended, the first line of a copy that was changed; `decision` is absent when it was confirmed by itself. */
  readonly confirmed: (decision: DecisionWords | undefined) => string;
  readonly rejected: (decision: DecisionWords | undefined) => string;
  readonly cancelledBy: Readonly<Record<'client' | 'business' | 'timer', string>>;
  readonly inProgress: string;
  readonly completed: string;
  readonly noShow: string;
  readonly reason: (reason: string) => string;
  /** Of a copy whose request is over because the booking moved; takes the booking's id and its new time. */
  readonly movedOn: (id: string, when: string) => string;
  /** Takes the time before. */
  readonly moved: (when: string) => string;

  /** Answers to a tap. */
  readonly done: Readonly<Record<'CONFIRMED' | 'REJECTED' | 'undone' | 'reason', string>>;
  readonly already: Readonly<
    Record<Exclude<State, 'PENDING'>, (decision?: DecisionWords) => string>
  >;
  readonly takenBack: string;
  readonly waitsAlready: string;
  readonly requestChanged: string;
  readonly timeHasCome: string;
  readonly undoTooLate: string;
  readonly reasonTooLate: string;
  readonly notRejected: string;
  readonly slotTaken: string;
  readonly notFound: string;
  readonly unknownButton: string;
  /** What was tapped could not be done at once and is tried again. */
  readonly busy: string;
  /** Takes the person's chat id. */
  readonly notStaff: (chatId: number) => string;

  /** Messages. */
  readonly help: string;
  /** Takes the name of the business and the person's chat id. */
  readonly stranger: (business: string, chatId: number) => string;
  readonly reasonNoted: (reason: string) => string;
  readonly reasonTooLong: (longest: number) => string;
}
