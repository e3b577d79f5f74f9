import { type Call, type Calls, controlled, Impossible } from '../control.ts';
import type { ProviderRequest } from '../provider.ts';
import { SPEND_CODES } from './errors.ts';
import type { AccountLimits, AnthropicState, Refusal, ScriptedTurn } from './state.ts';
import { isRecord } from './wire.ts';

interface Asked extends Call {
  readonly state: AnthropicState;
}

const STOP_WORDS = ['refusal', 'max_tokens', 'pause_turn'];

const CALLS: Calls<{ state: AnthropicState }> = {
  'GET /script': ({ state }) => ({ turns: state.script }),
  'POST /script': addScript,
  'DELETE /script': ({ state }) => {
    state.script = [];
    return { cleared: true };
  },
  'GET /accounts': ({ state }) => ({
    accounts: [...state.accounts.values()],
    droppedThinking: state.dropped,
  }),
  'POST /accounts': setAccount,
  'POST /pace': ({ state, body: { delayMs } }) => {
    if (!Number.isInteger(delayMs) || Number(delayMs) < 0) {
      throw new Impossible(400, 'bad_pace', 'delayMs must be a whole number of real milliseconds.');
    }
    state.delayMs = Number(delayMs);
    return { delayMs };
  },
};

/** What stands behind `/_local/providers/anthropic`; README.md lists the calls. */
export const control = (state: AnthropicState, request: ProviderRequest) =>
  controlled(CALLS, { state }, request);

function addScript({ state, body: fields }: Asked): unknown {
  const kind = fields.for;
  if (kind !== undefined && kind !== 'main' && kind !== 'structured') {
    throw new Impossible(400, 'bad_script', "for must be 'main' or 'structured'.");
  }
  if (!Array.isArray(fields.turns) || fields.turns.length === 0) {
    throw new Impossible(400, 'bad_script', 'turns must be a list with at least one turn.');
  }
  const turns: ScriptedTurn[] = [];
  for (const turn of fields.turns as unknown[]) {
    const read = scriptedTurn(turn);
    if (!read) {
      throw new Impossible(
        400,
        'bad_script',
        'A turn is a list of content blocks, an object {content, stop_reason?, delayMs?, for?}, or one of refusal, max_tokens, pause_turn.',
      );
    }
    turns.push(kind === undefined || read.for ? read : { ...read, for: kind });
  }
  state.script.push(...turns);
  return { waiting: state.script.length };
}

function scriptedTurn(turn: unknown): ScriptedTurn | undefined {
  if (typeof turn === 'string') {
    return STOP_WORDS.includes(turn) ? { content: [], stop_reason: turn } : undefined;
  }
  const fields = Array.isArray(turn) ? { content: turn } : turn;
  if (!isRecord(fields) || !Array.isArray(fields.content)) return undefined;
  const sound = fields.content.every((block) => isRecord(block) && typeof block.type === 'string');
  return sound ? (fields as unknown as ScriptedTurn) : undefined;
}

function setAccount({ state, body: fields }: Asked): unknown {
  const { account: label, limits, refuses } = fields;
  if (typeof label !== 'string' || !/^[A-Za-z0-9]+$/.test(label)) {
    throw new Impossible(400, 'bad_account', 'account must be the label in sk-stand-in-<label>.');
  }
  const modes: unknown[] = [null, 401, 402, 403, 429, 500, 529, 'hang', ...SPEND_CODES];
  if (refuses !== undefined && !modes.includes(refuses)) {
    throw new Impossible(400, 'bad_account', `refuses must be one of ${JSON.stringify(modes)}.`);
  }
  const account = state.account(label);
  if (limits !== undefined) {
    const names = Object.keys(account.limits);
    const sound =
      isRecord(limits) &&
      Object.entries(limits).every(
        ([name, value]) => names.includes(name) && Number.isInteger(value) && (value as number) > 0,
      );
    if (!sound) {
      throw new Impossible(
        400,
        'bad_account',
        `limits are positive integers: ${names.join(', ')}.`,
      );
    }
    account.limits = { ...account.limits, ...(limits as Partial<AccountLimits>) };
  }
  if (refuses !== undefined) account.refuses = refuses as Refusal | null;
  return account;
}
