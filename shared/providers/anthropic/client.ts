import { setTimeout as wait } from 'node:timers/promises';
import { BaseAnthropic } from '@anthropic-ai/sdk/client';
import type { Message } from '@anthropic-ai/sdk/resources/messages';
import {
  type Model,
  type ModelAnswer,
  type ModelRequest,
  type ModelSession,
  ModelUnavailable,
} from '../../agent/index.ts';
import { logger } from '../../platform/logger.ts';
import { count } from '../../platform/metrics.ts';
import type { PlatformSecret } from '../../platform/secrets/platform-secret.ts';
import { type Account, accountsOf, pickAccount } from './accounts.ts';
import { describeError, judgeFault } from './errors.ts';
import { fromWire, toWire } from './parse.ts';

/** One answer of a small model takes seconds; what takes longer hangs. CLAUDE_ATTEMPT_MS says otherwise. */
const ATTEMPT_MS = 25_000;
/** While somebody else could still be asked, an attempt leaves him half of the time, but is given this. */
const FAIR_ATTEMPT_MS = 10_000;
/** For so long an account that hung or failed is asked only if there is no other. */
const SHAKY_MS = 30_000;
/** With less than this left, an attempt has no chance. */
const SHORTEST_ATTEMPT_MS = 500;
const BUSY_RETRIES = 2;
/** Before a busy service is asked again, with full jitter and doubled each time. CLAUDE_BACKOFF_MS says otherwise. */
const BACKOFF_MS = 800;
/** The longest a session waits for a resting account to come back; a client is waiting behind it. */
const LONGEST_WAIT_MS = 5_000;

/**
 * Claude behind one or several accounts. A conversation stays with its account while that can serve; accounts that are
 * out of their limits rest as long as they ask for, those that may not or cannot pay for ten minutes. After one that
 * hung or failed another one is asked, within the same deadline.
 *
 * @param secret names the accounts; without any, every question is {@link ModelUnavailable}. CLAUDE_MODEL_SPARE, when it
 *   is there, answers for a model that is overloaded; CLAUDE_ATTEMPT_MS and CLAUDE_BACKOFF_MS change the waits
 */
export function claude(
  secret: PlatformSecret,
  options: {
    readonly baseURL?: string;
    readonly backoffMs?: number;
    readonly attemptMs?: number;
  } = {},
): Model {
  const accounts = accountsOf(secret);
  const clients = new Map<Account, BaseAnthropic>();
  const clientOf = (account: Account): BaseAnthropic => {
    const known = clients.get(account);
    if (known !== undefined) return known;
    const { baseURL } = options;
    const settings = { apiKey: account.apiKey, maxRetries: 0, ...(baseURL ? { baseURL } : {}) };
    const client = new BaseAnthropic(settings);
    clients.set(account, client);
    return client;
  };
  return {
    open: (stickyKey, deadline) =>
      new Session(accounts, clientOf, {
        stickyKey,
        deadline,
        backoffMs: options.backoffMs ?? milliseconds(secret.CLAUDE_BACKOFF_MS) ?? BACKOFF_MS,
        attemptMs: options.attemptMs ?? milliseconds(secret.CLAUDE_ATTEMPT_MS) ?? ATTEMPT_MS,
        spareModel: secret.CLAUDE_MODEL_SPARE || undefined,
      }),
  };
}

/** A setting of the secret; what is no positive number counts as not set. */
function milliseconds(setting: string | undefined): number | undefined {
  const ms = Number(setting);
  return ms > 0 ? ms : undefined;
}

interface SessionOptions {
  readonly stickyKey: string;
  readonly deadline: number;
  readonly attemptMs: number;
  readonly backoffMs: number;
  readonly spareModel: string | undefined;
}

class Session implements ModelSession {
  readonly #accounts: readonly Account[];
  readonly #clientOf: (account: Account) => BaseAnthropic;
  readonly #options: SessionOptions;
  /** Answers for the rest of the session: no model reads another one's thinking. */
  #instead: string | undefined;
  #pinned: Account | undefined;
  /** Messages before this index carry thinking of an account we left. */
  #foreignBefore = 0;

  constructor(
    accounts: readonly Account[],
    clientOf: (account: Account) => BaseAnthropic,
    options: SessionOptions,
  ) {
    this.#accounts = accounts;
    this.#clientOf = clientOf;
    this.#options = options;
  }

  async ask(request: ModelRequest): Promise<ModelAnswer> {
    for (let busy = 0; ; ) {
      const account = this.#pinned ?? (await this.#pick());
      this.#pinned = account;
      try {
        return await this.#attempt(account, request);
      } catch (fault) {
        if (fault instanceof ModelUnavailable) throw fault;
        const judgement = judgeFault(fault, Date.now());
        const about = { account: account.label, ...describeError(fault) };
        if (judgement.kind === 'request_wrong') {
          logger.error('Claude refuses a request as wrong.', about);
          throw new ModelUnavailable('The request was refused.');
        }
        if (judgement.kind === 'model_busy' || judgement.kind === 'no_answer') {
          busy += 1;
          logger.warn('Claude did not answer.', about);
          if (judgement.kind === 'no_answer') {
            account.shakyUntil = Date.now() + SHAKY_MS;
            this.#leave(account, request);
          }
          if (busy > BUSY_RETRIES) {
            if (!this.#mayStepIn(request)) throw new ModelUnavailable('No answer.');
            busy = 0;
            continue;
          }
          await this.#sleep(Math.random() * this.#options.backoffMs * 2 ** busy);
          continue;
        }
        if (judgement.alarming) {
          logger.error('A Claude account is out of service.', about);
          count('ModelAccountQuarantined', { account: account.label });
        }
        account.restsUntil = Date.now() + judgement.forMs;
        this.#pinned = undefined;
        this.#foreignBefore = request.messages.length;
      }
    }
  }

  /** Goes on with another account, if one can serve at once; its thinking is not carried there. */
  #leave(account: Account, request: ModelRequest): void {
    const next = pickAccount(this.#accounts, this.#options.stickyKey, Date.now());
    if (next === undefined || next.account === account || next.waitMs > 0) return;
    logger.warn('Another Claude account is asked.', { left: account.label });
    this.#pinned = next.account;
    this.#foreignBefore = request.messages.length;
  }

  /** How long one attempt may take: what is left, unless another account could use some of it. */
  #attemptMs(account: Account, left: number): number {
    const now = Date.now();
    const another = this.#accounts.some((one) => one !== account && one.restsUntil <= now);
    const fair = another ? Math.max(left / 2, FAIR_ATTEMPT_MS) : left;
    return Math.floor(Math.min(this.#options.attemptMs, fair, left));
  }

  /** Overload is a matter of the model, not of the account: another model may have room. */
  #mayStepIn(request: ModelRequest): boolean {
    const { spareModel } = this.#options;
    if (spareModel === undefined || this.#instead !== undefined) return false;
    if (spareModel === request.model) return false;
    logger.warn('Another model steps in.', { model: request.model, spareModel });
    count('SpareModelUsed', { model: request.model });
    this.#instead = spareModel;
    this.#foreignBefore = request.messages.length;
    return true;
  }

  async #pick(): Promise<Account> {
    const picked = pickAccount(this.#accounts, this.#options.stickyKey, Date.now());
    if (picked === undefined) throw new ModelUnavailable('No Claude account is configured.');
    if (picked.waitMs > LONGEST_WAIT_MS) {
      throw new ModelUnavailable('Every Claude account is out of its limits.');
    }
    if (picked.waitMs > 0) await this.#sleep(picked.waitMs);
    return picked.account;
  }

  async #attempt(account: Account, request: ModelRequest): Promise<ModelAnswer> {
    const left = this.#options.deadline - performance.now();
    if (left < SHORTEST_ATTEMPT_MS) throw new ModelUnavailable('The time of this turn is over.');
    const timeout = this.#attemptMs(account, left);
    // The SDK's client without its resource classes: they would add 340 KB to a bundle that needs one path of them.
    const message = await this.#clientOf(account).post<Message>('/v1/messages', {
      body: toWire({ ...request, model: this.#instead ?? request.model }, this.#foreignBefore),
      timeout,
      maxRetries: 0,
      // The SDK's time limit ends with the headers; the signal covers reading the body too.
      signal: AbortSignal.timeout(timeout),
    });
    return fromWire(message);
  }

  async #sleep(ms: number): Promise<void> {
    if (performance.now() + ms > this.#options.deadline)
      throw new ModelUnavailable('No time left.');
    await wait(ms);
  }
}
