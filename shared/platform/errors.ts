/**
 * A refusal: the caller asked for something that cannot be, and that is an ordinary answer, not a fault. Domains
 * return refusals as values; doors turn them into a 4xx or a sentence for the client.
 */
export interface Refusal<Code extends string = string, Details = unknown> {
  readonly refused: Code;
  readonly message: string;
  readonly details?: Details;
}

/** Makes a {@link Refusal}. `message` is one clear English sentence for the developer who reads the answer. */
export function refuse<Code extends string, Details = undefined>(
  code: Code,
  message: string,
  details?: Details,
): Refusal<Code, Details> {
  return details === undefined ? { refused: code, message } : { refused: code, message, details };
}

/** Whether `answer` is a refusal. */
export function isRefusal<Answer>(answer: Answer): answer is Extract<Answer, Refusal> {
  return typeof answer === 'object' && answer !== null && 'refused' in answer;
}

/**
 * A fault that passes by itself (throttling, a live lease, a provider that is down): try the same thing again.
 * `retryAfterSeconds` is what the other side asked for, when it said so.
 */
export class PassingFault extends Error {
  override readonly name = 'PassingFault';
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, options: { cause?: unknown; retryAfterSeconds?: number } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** What somebody outside says who may do it later; nothing is thrown for it. */
export interface NotNow {
  readonly kind: 'not_now';
  readonly why: string;
  /** Surely nothing was done, so a second try repeats nothing; otherwise nobody knows. */
  readonly untouched: boolean;
  readonly retryAfterSeconds?: number;
}
