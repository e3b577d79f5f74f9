/**
 * What a million inbound messages cost on AWS: prices, assumptions and the formula, and nothing else. What is counted
 * comes in from cost.ts; model tokens are not in here.
 */

/** USD, list, us-east-1, without any free tier. The day of each is in performance-and-reliability notes §1.7. */
export const PRICES = {
  httpApiRequest: 1.0e-6,
  lambdaRequest: 0.2e-6,
  lambdaGbSecond: 0.0000133334,
  writeUnit: 0.625e-6,
  readUnit: 0.125e-6,
  sqsRequest: 0.4e-6,
  scheduleFired: 1.0e-6,
  logGb: 0.5,
  /** A GB of table for a month, and its point-in-time recovery. */
  tableGbMonth: 0.25 + 0.2,
} as const;

/** What cannot be counted on one machine. */
export const ASSUMPTIONS = {
  /** Billed milliseconds of a warm webhook: two calls one after the other from within the region. */
  webhookMs: 18,
  /** Seconds that a turn waits for the model and the channel (P14). Conversations of one batch wait together. */
  turnSeconds: 4.5,
  /** Billed milliseconds of an invocation that only reads, writes or sends a little. */
  shortInvocationMs: 30,
  /** Of a hundred messages, four lead to a booking. */
  bookingsPerMessage: 0.04,
  /** Turns that search free times before a booking. */
  searchesPerBooking: 1,
  /** Changes of a booking that have consequences: it is made; it is confirmed (or expires, or is cancelled). */
  changesPerBooking: 2,
  /** Messages to other rooms per change: its timer, and the news for the client. */
  consequencesPerChange: 1.5,
  /** Reads and writes of such a room: the row again; claim and mark. */
  readUnitsPerConsequence: 1,
  writeUnitsPerConsequence: 2,
  /** One timer per booking that fires. */
  schedulesPerBooking: 1,
  /** Bytes of an access log line of the HTTP API as CloudWatch stores it. */
  accessLogBytes: 480,
  /** Days that a message stays in the table (TTL), and months that a turn is paid for here: the first. */
  messageDays: 9,
  turnMonths: 1,
} as const;

/** What is left out, because it does not grow with messages or is below a cent. */
export const LEFT_OUT = [
  'model tokens',
  'what reception and specialists are told of a booking, and reminders: see the section reception for their calls',
  'cold starts (under 1 % of invocations, about 0.3 s each)',
  'settings, project and credentials, each read once a minute per container',
  'receives of an empty queue, alarms, custom metrics, the KMS key: a fixed sum per month',
  'data transfer out',
] as const;

/** What was counted on the wire. Units are DynamoDB's capacity units, bytes are UTF-8. */
export interface Counted {
  readonly webhookMb: number;
  readonly workerMb: number;
  readonly otherMb: number;
  readonly perMessage: {
    readonly sends: number;
    readonly read: number;
    readonly write: number;
    readonly logBytes: number;
    readonly itemBytes: number;
  };
  /** A timer that only finds out that a newer message will answer. */
  readonly perIdleTimer: { readonly read: number; readonly write: number };
  readonly perTurn: {
    readonly sends: number;
    readonly read: number;
    readonly write: number;
    readonly logBytes: number;
    readonly itemBytes: number;
  };
  /** What a turn that books, and one that searches, consume beyond an ordinary turn. */
  readonly perBooking: { readonly read: number; readonly write: number };
  readonly perSearch: { readonly read: number; readonly write: number };
}

/** USD per million messages, by where it goes. */
export interface Bill {
  readonly http: number;
  readonly webhook: number;
  readonly messages: number;
  readonly queue: number;
  readonly workerWaiting: number;
  readonly workerTable: number;
  readonly bookings: number;
  readonly logs: number;
  readonly storage: number;
  readonly total: number;
}

const MILLION = 1_000_000;
const GB = 2 ** 30;

/**
 * @param load `messagesPerTurn`: how long a burst is; `turnsPerInvocation`: how many conversations share an invocation
 */
export function billOf(
  counted: Counted,
  load: { readonly messagesPerTurn: number; readonly turnsPerInvocation: number },
): Bill {
  const { perMessage, perIdleTimer, perTurn, perBooking, perSearch } = counted;
  const turns = MILLION / load.messagesPerTurn;
  const idleTimers = MILLION - turns;
  const invocations = turns / load.turnsPerInvocation;
  const bookings = MILLION * ASSUMPTIONS.bookingsPerMessage;
  const consequences = bookings * ASSUMPTIONS.changesPerBooking * ASSUMPTIONS.consequencesPerChange;
  const units = (read: number, write: number) => read * PRICES.readUnit + write * PRICES.writeUnit;
  const lambda = (count: number, megabytes: number, seconds: number) =>
    count * (PRICES.lambdaRequest + (megabytes / 1024) * seconds * PRICES.lambdaGbSecond);
  const short = ASSUMPTIONS.shortInvocationMs / 1000;

  const parts = {
    http: MILLION * PRICES.httpApiRequest,
    webhook: lambda(MILLION, counted.webhookMb, ASSUMPTIONS.webhookMs / 1000),
    messages: MILLION * units(perMessage.read, perMessage.write),
    // Sent by us; received and deleted a batch at a time by Lambda, whose requests are ours to pay.
    queue:
      (MILLION * perMessage.sends + turns * perTurn.sends + 2 * invocations) * PRICES.sqsRequest,
    workerWaiting: lambda(invocations, counted.workerMb, ASSUMPTIONS.turnSeconds),
    workerTable:
      turns * units(perTurn.read, perTurn.write) +
      idleTimers * units(perIdleTimer.read, perIdleTimer.write),
    bookings:
      bookings *
        (units(perBooking.read, perBooking.write) +
          ASSUMPTIONS.searchesPerBooking * units(perSearch.read, perSearch.write) +
          ASSUMPTIONS.schedulesPerBooking * PRICES.scheduleFired) +
      lambda(bookings * ASSUMPTIONS.changesPerBooking, counted.otherMb, short) +
      lambda(consequences, counted.otherMb, short) +
      consequences *
        (3 * PRICES.sqsRequest +
          units(ASSUMPTIONS.readUnitsPerConsequence, ASSUMPTIONS.writeUnitsPerConsequence)),
    logs:
      ((MILLION * (ASSUMPTIONS.accessLogBytes + perMessage.logBytes) + turns * perTurn.logBytes) /
        GB) *
      PRICES.logGb,
    storage:
      ((MILLION * perMessage.itemBytes * ASSUMPTIONS.messageDays) / 30 +
        turns * perTurn.itemBytes * ASSUMPTIONS.turnMonths) *
      (PRICES.tableGbMonth / GB),
  };
  return { ...parts, total: Object.values(parts).reduce((sum, part) => sum + part, 0) };
}
