import { createHash, createHmac } from 'node:crypto';
import { BadRequest } from './errors.ts';
import { type Block, blocksOf, type MessagesRequest, type Reply } from './wire.ts';

const KEY = 'stand-in of anthropic';
const LOOK_BACK = 20;

/** Capacity per minute of one account and model. */
export interface AccountLimits {
  requests: number;
  inputTokens: number;
  outputTokens: number;
}

/** What an account answers instead of serving. */
export type Refusal =
  | 401
  | 402
  | 403
  | 'ramp_limit_exceeded'
  | 'enforced_spend_limit_reached'
  | 'contract_spend_limit_reached'
  | 429
  | 500
  | 529
  | 'hang';

export interface Account {
  label: string;
  limits: AccountLimits;
  refuses: Refusal | null;
}

export interface ScriptedTurn extends Reply {
  /** `main`: only a request with tools; `structured`: only one that wants JSON and has no tools. Absent: any. */
  for?: 'main' | 'structured';
  delayMs?: number;
}

export interface CacheUse {
  read: number;
  created5m: number;
  created1h: number;
  /** Input tokens after the last breakpoint. */
  fresh: number;
}

const AMPLE: AccountLimits = {
  requests: 50_000,
  inputTokens: 500_000_000,
  outputTokens: 100_000_000,
};

/** Everything the stand-in remembers between two requests. */
export class AnthropicState {
  accounts = new Map<string, Account>();
  script: ScriptedTurn[] = [];
  /** Real milliseconds every answer of the receptionist takes. */
  delayMs = 0;
  /** Thinking blocks that were dropped because another account had written them. */
  dropped = 0;
  #levels = new Map<string, { level: AccountLimits; at: number }>();
  #cache = new Map<string, { until: number; ttl: number }>();

  constructor() {
    this.reset();
  }

  reset(): void {
    this.accounts.clear();
    this.account('1');
    this.account('2');
    this.script = [];
    this.delayMs = 0;
    this.dropped = 0;
    this.#levels.clear();
    this.#cache.clear();
  }

  /** The account of that label; a new label is a new organization. */
  account(label: string): Account {
    const known = this.accounts.get(label);
    if (known) return known;
    const account: Account = { label, limits: { ...AMPLE }, refuses: null };
    this.accounts.set(label, account);
    return account;
  }

  /**
   * The account behind a key: `sk-stand-in-<account>` or `sk-stand-in-<account>-<anything>`, so several keys of one
   * account share its limits.
   */
  accountOf(key: string): Account | undefined {
    const label = /^sk-stand-in-([A-Za-z0-9]+)(-|$)/.exec(key)?.[1];
    return label === undefined ? undefined : this.account(label);
  }

  /** What is left in the account's continuous bucket for this model, refilled up to now. */
  level(account: Account, model: string, now: Date): AccountLimits {
    const key = `${account.label} ${model}`;
    const known = this.#levels.get(key);
    const minutes = known ? Math.max(0, now.getTime() - known.at) / 60_000 : Infinity;
    const filled = (name: keyof AccountLimits) => {
      const limit = account.limits[name];
      return known ? Math.min(limit, known.level[name] + limit * minutes) : limit;
    };
    const level = {
      requests: filled('requests'),
      inputTokens: filled('inputTokens'),
      outputTokens: filled('outputTokens'),
    };
    this.#levels.set(key, { level, at: now.getTime() });
    return level;
  }

  /** Takes from the bucket; may go below zero, as the service cannot know the output beforehand. */
  spend(account: Account, model: string, used: AccountLimits, now: Date): AccountLimits {
    const level = this.level(account, model, now);
    for (const name of ['requests', 'inputTokens', 'outputTokens'] as const)
      level[name] -= used[name];
    return level;
  }

  /** Seconds until the emptiest part of the bucket has something again; 0 when it may serve now. */
  waitSeconds(account: Account, model: string, wanted: AccountLimits, now: Date): number {
    const level = this.level(account, model, now);
    let wait = 0;
    for (const name of ['requests', 'inputTokens', 'outputTokens'] as const) {
      const limit = account.limits[name];
      const missing = Math.min(wanted[name], limit) - level[name];
      if (missing > 0) wait = Math.max(wait, (missing / limit) * 60);
    }
    return Math.ceil(wait);
  }

  /** Reads and writes the prompt cache of the account for one request. */
  cache(account: Account, request: MessagesRequest, cacheable: number, now: Date): CacheUse {
    const parts = prefixParts(request);
    const hash = createHash('sha256').update(`${account.label} ${request.model}`);
    const chain: { id: string; tokens: number; ttl: number | undefined }[] = [];
    let tokens = 0;
    for (const { text, ttl } of parts) {
      hash.update(text).update('\u0000');
      tokens += tokensIn(text);
      chain.push({ id: hash.copy().digest('base64'), tokens, ttl });
    }
    const time = now.getTime();
    let read = 0;
    for (let index = chain.length - 1; index >= 0 && read === 0; index -= 1) {
      if (chain[index]?.ttl === undefined) continue;
      for (let back = index; back >= 0 && back > index - LOOK_BACK; back -= 1) {
        const entry = chain[back];
        const known = entry && this.#cache.get(entry.id);
        if (!entry || !known || known.until < time) continue;
        known.until = time + known.ttl;
        read = entry.tokens;
        break;
      }
    }
    const use: CacheUse = { read, created5m: 0, created1h: 0, fresh: tokens - read };
    let covered = read;
    for (const link of chain) {
      if (link.ttl === undefined || link.tokens < cacheable) continue;
      const known = this.#cache.get(link.id);
      if (!known || known.until < time) {
        this.#cache.set(link.id, { until: time + link.ttl, ttl: link.ttl });
      }
      if (link.tokens <= covered) continue;
      if (link.ttl > 300_000) use.created1h += link.tokens - covered;
      else use.created5m += link.tokens - covered;
      covered = link.tokens;
    }
    use.fresh = tokens - covered;
    return use;
  }

  /** The signature of a thinking block that follows this request. */
  sign(account: Account, request: MessagesRequest, thinking: string): string {
    const claims = [account.label, request.model, prefixHash(request, request.messages.length)];
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
    return `${payload}.${mac(payload + thinking)}`;
  }

  /**
   * Checks every thinking block against what stands before it. Blocks of another account or model are dropped in
   * silence.
   * @returns the request as the model sees it
   */
  admitThinking(account: Account, request: MessagesRequest): MessagesRequest {
    const messages = request.messages.map((message, index) => {
      if (message.role !== 'assistant' || typeof message.content === 'string') return message;
      const content = message.content.filter((block, place) => {
        if (block.type !== 'thinking') return block.type !== 'redacted_thinking';
        const where = `messages.${index}.content.${place}`;
        const [payload = '', seal = ''] = String(block.signature ?? '').split('.');
        if (mac(payload + String(block.thinking ?? '')) !== seal) {
          throw new BadRequest(`${where}: Invalid \`signature\` in \`thinking\` block`);
        }
        const [label, model, prefix] = JSON.parse(
          Buffer.from(payload, 'base64url').toString(),
        ) as string[];
        if (label !== account.label || model !== request.model) {
          this.dropped += 1;
          return false;
        }
        if (prefix !== prefixHash(request, index)) {
          throw new BadRequest(
            `${where}: Invalid \`signature\` in \`thinking\` block. The block is bound to a different conversation: everything before it must stay as it was.`,
          );
        }
        return true;
      });
      return { ...message, content };
    });
    return { ...request, messages };
  }

  /** The next scripted turn that fits the request, taken off the list. */
  nextScripted(request: MessagesRequest): ScriptedTurn | undefined {
    const kind = request.tools?.length ? 'main' : 'structured';
    const index = this.script.findIndex((turn) => turn.for === undefined || turn.for === kind);
    return index < 0 ? undefined : this.script.splice(index, 1)[0];
  }
}

/** A rough count: four bytes of UTF-8 a token. */
export function tokensIn(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 4);
}

/** Tokens of everything the model reads. */
export function inputTokensOf(request: MessagesRequest): number {
  return prefixParts(request).reduce((sum, { text }) => sum + tokensIn(text), 0);
}

function prefixParts(request: MessagesRequest): { text: string; ttl: number | undefined }[] {
  const parts: { text: string; ttl: number | undefined }[] = [];
  const add = (kind: string, part: unknown) => {
    const { cache_control: control, ...rest } = part as { cache_control?: { ttl?: string } };
    const ttl = control ? (control.ttl === '1h' ? 3_600_000 : 300_000) : undefined;
    parts.push({ text: `${kind} ${JSON.stringify(rest)}`, ttl });
  };
  for (const tool of request.tools ?? []) add('tool', tool);
  for (const block of request.system === undefined ? [] : blocksOf(request.system)) {
    add('system', block);
  }
  for (const { role, content } of request.messages) {
    for (const block of blocksOf(content)) add(role, block);
  }
  const last = parts.at(-1);
  if (request.cache_control && last) {
    last.ttl = request.cache_control.ttl === '1h' ? 3_600_000 : 300_000;
  }
  return parts;
}

function prefixHash(request: MessagesRequest, upTo: number): string {
  const plain = (part: unknown) => {
    const { cache_control: _, ...rest } = part as Record<string, unknown>;
    return rest;
  };
  // Thinking itself is left out: removing all of it before some point harms nothing.
  const messages = request.messages.slice(0, upTo).map(({ role, content }) => ({
    role,
    content: blocksOf(content).filter(isNotThinking).map(plain),
  }));
  const system = request.system === undefined ? [] : blocksOf(request.system).map(plain);
  const seen = JSON.stringify([system, (request.tools ?? []).map(plain), messages]);
  return createHash('sha256').update(seen).digest('base64url');
}

const isNotThinking = ({ type }: Block) => type !== 'thinking' && type !== 'redacted_thinking';
const mac = (text: string) => createHmac('sha256', KEY).update(text).digest('base64url');
