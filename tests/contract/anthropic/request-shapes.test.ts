import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnthropic } from '../../../infra/local/providers/anthropic/index.ts';

/** Single requests in the shapes a product may send them: what the receptionist makes of each. */

type Fields = Record<string, unknown>;
const text = { type: 'string' };
const object = (properties: Fields, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const day = {
  anyOf: [
    object({ relative_days: { type: 'integer' } }),
    object({ weekday: text, weeks_ahead: { type: 'integer' } }),
    object({ day: { type: 'integer' }, month: { type: 'integer' }, weekday: text }, [
      'day',
      'month',
    ]),
    object({ date: text }),
  ],
};
const tool = (name: string, input_schema: Fields, description = name) => ({
  name,
  description,
  input_schema,
});
const TOOLS = [
  tool(
    'find_slots',
    object(
      {
        service: { ...text, description: 'Id of the service' },
        from: day,
        window: object({ from: text, to: text }, []),
      },
      ['service', 'from'],
    ),
  ),
  tool(
    'create_booking',
    object({ slot_id: text }),
    'The system itself tells the client that it is booked.',
  ),
  tool('list_my_bookings', object({})),
  tool('cancel_booking', object({ booking_code: text })),
  tool('change_booking', object({ booking_code: text, slot_id: text })),
  tool('hand_over', object({ reason: text })),
];
const FORMAT = object({
  text,
  claims: {
    type: 'array',
    items: object({
      kind: { type: 'string', enum: ['booked', 'moved', 'cancelled', 'has_booking', 'free_time'] },
      reference: text,
    }),
  },
});
const SYSTEM = `# Services
- Haircut (id: HC1), 30 minutes, 450 UAH
- Manicure (id: MN1), 60 minutes, 600 UAH
# Specialists
- Anna (id: AN1)
# Opening hours (Europe/Kyiv)
thu 09:00-18:00; sun closed; fri 09:00-18:00; tue 09:00-18:00; wed 09:00-18:00; sat 09:00-18:00; mon 09:00-18:00
# Name of the business
Demo`;
const TODAY = 'Today is fri 2026-11-20, now 12:00 (Europe/Kyiv).';

const model = createAnthropic();
async function ask(fields: Fields): Promise<Fields[]> {
  const answer = await model.handle({
    method: 'POST',
    path: '/v1/messages',
    query: new URLSearchParams(),
    headers: {
      authorization: 'Bearer sk-stand-in-1',
      'anthropic-version': '2026-10-21',
      'content-type': 'application/json',
    },
    now: new Date('2026-11-20T10:00:00.000Z'),
    body: Buffer.from(
      JSON.stringify({ model: 'claude-haiku-5-5', max_tokens: 2048, system: SYSTEM, ...fields }),
    ),
  });
  const body = JSON.parse(answer.body);
  if (answer.status !== 200) throw new Error(answer.body);
  return body.content.filter(({ type }: Fields) => type !== 'thinking');
}

const user = (facts: string, said: string) => ({
  role: 'user',
  content: [
    {
      type: 'text',
      text: `<facts>\n${facts}\n</facts>\n<client_messages>\n${said}\n</client_messages>`,
    },
  ],
});
const call = (name: string, input: Fields, result: unknown, id = `toolu_${name}`) => [
  { role: 'assistant', content: [{ type: 'tool_use', id, name, input }] },
  {
    role: 'user',
    content: [{ type: 'tool_result', tool_use_id: id, content: JSON.stringify(result) }],
  },
];
const final = (said: string) => ({
  role: 'assistant',
  content: [{ type: 'text', text: JSON.stringify({ text: said, claims: [] }) }],
});
const main = (...messages: unknown[]) =>
  ask({
    tools: TOOLS,
    messages,
    output_config: { format: { type: 'json_schema', schema: FORMAT } },
  });
const said = (content: Fields[]) => JSON.parse(String(content[0]?.text));
const slot = (slot_id: string, date: string, time: string) => ({
  slot_id,
  specialist: 'Anna',
  date,
  time,
});
const FOUND = {
  service: 'Manicure',
  from_date: '2026-11-21',
  to_date: '2026-11-21',
  slots: [slot('s-1', '2026-11-21', '15:00')],
};

describe('dates are said, never computed', () => {
  it.each<[string, Fields]>([
    ['манікюр завтра', { relative_days: 1 }],
    ['манікюр післязавтра', { relative_days: 2 }],
    ['маникюр послезавтра', { relative_days: 2 }],
    ['manicure the day after tomorrow', { relative_days: 2 }],
    ['манікюр сьогодні', { relative_days: 0 }],
    ['маникюр через 3 дня', { relative_days: 3 }],
    ['манікюр через тиждень', { relative_days: 7 }],
    ["манікюр у п'ятницю", { weekday: 'fri', weeks_ahead: 0 }],
    ['манікюр у неділю', { weekday: 'sun', weeks_ahead: 0 }],
    ['манікюр у понеділок', { weekday: 'mon', weeks_ahead: 0 }],
    ['манікюр наступного вівторка', { weekday: 'tue', weeks_ahead: 1 }],
    ['manicure next Thursday', { weekday: 'thu', weeks_ahead: 1 }],
    ['маникюр в следующую среду', { weekday: 'wed', weeks_ahead: 1 }],
    ['манікюр 24 листопада', { day: 24, month: 11 }],
    ['manicure on the 3rd of December', { day: 3, month: 12 }],
    ['manicure on December 3rd', { day: 3, month: 12 }],
    ['маникюр 24.11', { day: 24, month: 11 }],
    ['манікюр 24-го', { day: 24, month: 11 }],
    ['манікюр 5 числа', { day: 5, month: 12 }],
    ["манікюр у п'ятницю, 24 листопада", { day: 24, month: 11, weekday: 'fri' }],
    ['manicure 2026-12-01', { date: '2026-12-01' }],
  ])('%s', async (words, from) => {
    const [use] = await main(user(TODAY, words));
    expect(use).toMatchObject({ name: 'find_slots', input: { service: 'MN1', from } });
  });

  it.each<[string, Fields]>([
    ['о 15', { from: '15:00', to: '18:00' }],
    ['о третій', { from: '15:00', to: '18:00' }],
    ['в три', { from: '15:00', to: '18:00' }],
    ['at 3pm', { from: '15:00', to: '18:00' }],
    ['пів на четверту', { from: '15:30', to: '18:30' }],
    ['half past nine', { from: '09:30', to: '12:30' }],
    ['о 9 ранку', { from: '09:00', to: '12:00' }],
    ['в 7 вечера', { from: '19:00', to: '22:00' }],
    ['15.30', { from: '15:30', to: '18:30' }],
    ['опівдні', { from: '12:00', to: '15:00' }],
    ['вранці', { to: '12:00' }],
    ['после обеда', { from: '12:00', to: '18:00' }],
    ['in the evening', { from: '16:00' }],
    ['після 16', { from: '16:00' }],
    ['before 11am', { to: '11:00' }],
    ['між 14 і 16', { from: '14:00', to: '16:00' }],
    ['between 2 and 4 pm', { from: '14:00', to: '16:00' }],
    ['с 10 до 12', { from: '10:00', to: '12:00' }],
  ])('tomorrow %s', async (words, window) => {
    const [use] = await main(user(TODAY, `manicure tomorrow ${words}`));
    expect(use?.input).toEqual({ service: 'MN1', from: { relative_days: 1 }, window });
  });
});

describe('within one turn', () => {
  const begun = user(TODAY, 'манікюр завтра о 15:00');
  const booked = [
    ...call('find_slots', {}, FOUND),
    ...call(
      'create_booking',
      { slot_id: 's-1' },
      { booked: { code: 'K7', service: 'Manicure', date: '2026-11-21', time: '15:00' } },
    ),
  ];

  it('says nothing of its own where the system tells what was booked', async () => {
    expect(said(await main(begun, ...booked))).toEqual({ text: '', claims: [] });
  });

  it('offers with a claim for each time', async () => {
    const answer = said(
      await main(user(TODAY, 'манікюр завтра'), ...call('find_slots', {}, FOUND)),
    );
    expect(answer.claims).toEqual([{ kind: 'free_time', reference: 's-1' }]);
  });

  it('does nothing twice that an earlier try has done', async () => {
    const done = `${TODAY}\nAlready done for these very messages; do not do it again:\n- booked K7: Manicure 2026-11-21 15:00`;
    expect(said(await main(user(done, 'манікюр завтра о 15:00')))).toEqual({
      text: '',
      claims: [],
    });
  });

  it('thinks again when more came before anything was sent', async () => {
    const more = user(
      'Nothing was sent yet. Meanwhile the client wrote more.',
      'ой, краще в неділю',
    );
    const [use] = await main(
      begun,
      ...call('find_slots', {}, FOUND),
      final('На завтра є 15:00'),
      more,
    );
    expect(use).toMatchObject({
      name: 'find_slots',
      input: { from: { weekday: 'sun', weeks_ahead: 0 }, window: { from: '15:00' } },
    });
  });

  it('takes a new wish for new when the first one is done already', async () => {
    const more = user(
      'Nothing was sent yet. Meanwhile the client wrote more.',
      'і ще стрижку в неділю о 10:00',
    );
    const [use] = await main(begun, ...booked, final(''), more);
    expect(use).toMatchObject({ name: 'find_slots', input: { service: 'HC1' } });
  });

  it('answers again when its words were not believed', async () => {
    const told = {
      role: 'user',
      content: [
        {
          type: 'text',
          text: '<facts>\nThat answer states a booking. Nothing was booked.\n</facts>',
        },
      ],
    };
    const [use] = await main(begun, final('✅ Записала вас'), told);
    expect(use).toMatchObject({ name: 'find_slots', input: { service: 'MN1' } });
  });

  it('asks which day is meant when weekday and date disagree', async () => {
    const doubt = {
      ...FOUND,
      slots: [slot('s-9', '2026-11-27', '15:00')],
      doubt: 'weekday and date',
    };
    const begins = user(TODAY, "манікюр у п'ятницю 24 листопада о 15:00");
    expect(said(await main(begins, ...call('find_slots', {}, doubt))).text).toMatch(
      /24 листопада чи .*27 листопада/,
    );
  });

  it('searches again for a slot that is offered no more', async () => {
    const offers = `${TODAY}\n${JSON.stringify({ ...slot('s-1', '2026-11-21', '15:00'), service: 'Manicure' })}`;
    const gone = call('create_booking', { slot_id: 's-1' }, { problem: 'unknown_slot' });
    const [use] = await main(
      { role: 'user', content: 'манікюр завтра' },
      { role: 'assistant', content: '1. 15:00 (Anna)' },
      user(offers, 'перший'),
      ...gone,
    );
    expect(use).toMatchObject({ name: 'find_slots' });
  });
});

describe('over several turns', () => {
  it('takes an hour for the day that is talked about, though older offers have it too', async () => {
    const offers = ['2026-11-23', '2026-11-24']
      .map((date, index) =>
        JSON.stringify({ ...slot(`s-${index}`, date, '10:00'), service: 'Manicure' }),
      )
      .join('\n');
    const [use] = await main(
      { role: 'user', content: 'манікюр у понеділок' },
      { role: 'assistant', content: 'понеділок, 23 листопада: 10:00' },
      { role: 'user', content: 'а у вівторок?' },
      { role: 'assistant', content: 'вівторок, 24 листопада: 10:00' },
      user(`${TODAY}\n${offers}`, 'добре, о 10'),
    );
    expect(use).toMatchObject({ name: 'create_booking', input: { slot_id: 's-1' } });
  });

  it('tells the hours of the week in order, whatever order the prompt has', async () => {
    expect(said(await main(user(TODAY, 'Коли ви працюєте?'))).text).toBe(
      'Ми працюємо: пн–сб 09:00-18:00; нд —',
    );
  });
});

it('whatever a client writes gets an answer in the asked shape', async () => {
  const words = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          'манікюр',
          'haircut',
          'завтра',
          'о 15',
          '31.02',
          'скасуйте',
          'перенесіть',
          'так',
          'no',
          'перший',
          '24:00',
          'в пятницу',
          '25:99',
          '{}',
          '</facts>',
          '<client_messages>',
          '🙂',
          '\u202e',
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join(' ')),
  );
  await fc.assert(
    fc.asyncProperty(words, async (anything) => {
      const [block] = await main(user(TODAY, anything));
      if (block?.type === 'tool_use') return;
      expect(JSON.parse(String(block?.text))).toEqual({ text: expect.any(String), claims: [] });
    }),
    { numRuns: 300 },
  );
});
