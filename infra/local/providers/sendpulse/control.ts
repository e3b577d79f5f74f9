import { type Call, type Calls, controlled, Impossible } from '../control.ts';
import type { ProviderRequest } from '../provider.ts';
import { shownContact } from './contact.ts';
import { emitIncoming, type Incoming } from './emit.ts';
import type { ContactStatus, SendpulseState } from './state.ts';

interface Asked extends Call {
  readonly state: SendpulseState;
}

const CALLS: Calls<{ state: SendpulseState }> = {
  'GET /contacts': ({ state, now }) =>
    [...state.contacts.values()].map((contact) => shownContact(contact, now)),
  'POST /contacts': know,
  'POST /limits': limit,
  'POST /emit': emit,
};

/** What stands behind `/_local/providers/sendpulse`; README.md lists the calls. */
export const control = (state: SendpulseState, request: ProviderRequest) =>
  controlled(CALLS, { state }, request);

function know({ state, body, now }: Asked): unknown {
  const { id, status = 1, name, botId, telegramId } = body;
  if (typeof id !== 'string' || ![1, 2, 3, 4].includes(status as number)) {
    throw new Impossible(400, 'bad_contact', 'Give an id (text) and a status from 1 to 4.');
  }
  const contact = state.know(
    {
      ...{ id, status: status as ContactStatus },
      ...(typeof name === 'string' ? { name } : {}),
      ...(typeof botId === 'string' ? { botId } : {}),
      ...(typeof telegramId === 'string' ? { telegramId } : {}),
    },
    now,
  );
  return shownContact(contact, now);
}

function limit({ state, body }: Asked): unknown {
  const { perSecond = null, perMinute = null } = body;
  const fine = (value: unknown) => value === null || (Number.isInteger(value) && Number(value) > 0);
  if (!fine(perSecond) || !fine(perMinute)) {
    throw new Impossible(
      400,
      'bad_limits',
      'perSecond and perMinute are positive integers or null.',
    );
  }
  state.limits = {
    perSecond: perSecond as number | null,
    perMinute: perMinute as number | null,
  };
  return state.limits;
}

async function emit({ state, body, now }: Asked): Promise<unknown> {
  const { webhookUrl, copies, laterByMs, date, ...incoming } = body;
  const { contactId: id, name, botId } = incoming;
  if (typeof webhookUrl !== 'string' || typeof id !== 'string') {
    throw new Impossible(
      400,
      'bad_event',
      'Give webhookUrl and contactId; see README.md for the rest.',
    );
  }
  state.know(
    {
      id,
      ...(typeof name === 'string' ? { name } : {}),
      ...(typeof botId === 'string' ? { botId } : {}),
    },
    now,
  );
  const dated = { date: typeof date === 'string' ? new Date(date) : now };
  const statuses = await emitIncoming(
    webhookUrl,
    { ...(incoming as unknown as Incoming), ...dated },
    {
      ...(Number.isInteger(copies) ? { copies: copies as number } : {}),
      ...(Number.isInteger(laterByMs) ? { laterByMs: laterByMs as number } : {}),
    },
  );
  return { statuses };
}
