import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agent, type Model, type ModelRequest } from '../../../shared/agent/index.ts';
import { type Notice, offerOf, putNotice } from '../../../shared/conversations/index.ts';
import { addSeconds } from '../../../shared/platform/clock.ts';
import { randomId } from '../../../shared/platform/ids.ts';
import { readAll } from '../../steps/bookings.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { ANNA, HAIRCUT, salon } from '../../steps/salon.ts';
import { type Chat, PROJECT, START, startChat } from '../conversations/chat.ts';
import { calls, results, says, scriptedModel } from './model-stub.ts';

let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());

function chatWith(model: Model): Chat {
  const chat = startChat(dynoxide.endpoint, dynoxide.tableName);
  const answer = agent({ project: salon(), model, now: () => chat.now });
  chat.answer = (burst) => answer(burst);
  return chat;
}

/** The system writes to the client of its own accord. */
async function tell(chat: Chat, text: string, ...starts: string[]): Promise<Notice> {
  const { conversationId } = chat;
  const offers = starts.map((startsAt) => {
    const slot = { specialistId: ANNA, serviceId: HAIRCUT, startsAt };
    return offerOf(PROJECT, conversationId, { ...slot, endsAt: addSeconds(startsAt, 1_800) });
  });
  const meaning = 'Booking ABC123 was turned down.';
  const said = { noticeId: randomId(), saidAt: chat.now, text, meaning, offers };
  const notice = { projectId: PROJECT, conversationId, ...said };
  await execute(putNotice(notice));
  return notice;
}

let written = 0;
async function says14(chat: Chat, words: string): Promise<string> {
  written += 1;
  chat.now = addSeconds(chat.now, 60);
  await chat.run(await chat.write(`m${written}`, words));
  return chat.sent.at(-1) ?? '';
}

const wordsOf = ({ messages }: ModelRequest) =>
  messages.map(({ role, content }) => [
    role,
    content.map((block) => ('text' in block ? block.text : '')).join(''),
  ]);

describe('what the system told a client of its own accord', () => {
  test('is read by the model where it was said, with what it means', async () => {
    const model = scriptedModel(() => says('Fine.'));
    const chat = chatWith(model);
    await says14(chat, 'hello');
    await tell(chat, 'We cannot take you.');
    await says14(chat, 'why?');
    const [, , intent, main] = model.requests as ModelRequest[];
    expect(wordsOf(intent as ModelRequest)[0]?.[1]).toContain(
      'Our last reply: "We cannot take you."',
    );
    const words = wordsOf(main as ModelRequest);
    expect(words.slice(0, 2)).toEqual([
      ['user', 'hello'],
      ['assistant', 'Fine.\n\nWe cannot take you.'],
    ]);
    expect(words[2]?.[1]).toContain('Booking ABC123 was turned down.');

    await says14(chat, 'and now?');
    const last = wordsOf(model.requests.at(-1) as ModelRequest);
    expect(last.map(([, said]) => said).slice(1, 4)).toEqual([
      'Fine.\n\nWe cannot take you.',
      'why?',
      'Fine.',
    ]);
    expect(last.at(-1)?.[1]).not.toContain('ABC123');
  });

  test('offers times that she may choose as if the model had found them', async () => {
    const model = scriptedModel((request) => {
      if (results(request).length > 0) return says('');
      const [, slot = ''] =
        /"slot_id":"([^"]+)"[^\n]*"time":"14:00"/.exec(wordsOf(request).at(-1)?.[1] ?? '') ?? [];
      return slot === '' ? says('Fine.') : calls('create_booking', { slot_id: slot });
    });
    const chat = chatWith(model);
    await says14(chat, 'hello');
    await tell(chat, 'Free: 12:00, 14:00', '2026-11-25T10:00:00.000Z', '2026-11-25T12:00:00.000Z');
    expect(await says14(chat, '14:00')).toContain('Booking code');
    const { bookings } = await readAll(dynoxide.endpoint, dynoxide.tableName, PROJECT);
    const own = bookings.filter(({ conversationId }) => conversationId === chat.conversationId);
    expect(own.map(({ startsAt }) => startsAt)).toEqual(['2026-11-25T12:00:00.000Z']);
  });

  test('is told to the model, too, when everything before it is archived', async () => {
    const model = scriptedModel(() => says('Fine.'));
    const chat = chatWith(model);
    await says14(chat, 'hello');
    await tell(chat, 'We cannot take you.');
    const answer = chat.answer;
    chat.answer = (burst) => {
      const { projectId, conversationId } = burst;
      return answer({
        ...burst,
        summary: { projectId, conversationId, upTo: addSeconds(START, 60) },
      });
    };
    await says14(chat, 'why?');
    const words = wordsOf(model.requests.at(-1) as ModelRequest);
    expect(words).toHaveLength(1);
    expect(words[0]?.[1]).toContain('turned down. It wrote: "We cannot take you."');
  });
});
