import { createAnthropic } from '../../../infra/local/providers/anthropic/index.ts';

/** A salon of one week behind the six tools: just enough product to hold a dialogue with the receptionist. */

type Fields = Record<string, unknown>;
interface Slot {
  slot_id: string;
  date: string;
  time: string;
  specialist: string;
}
export interface SalonBooking extends Slot {
  code: string;
  service: string;
}

const TODAY = '2026-11-20';
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const closed = (properties: Fields, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const text = { type: 'string' };
const integer = { type: 'integer' };
const day = {
  anyOf: [
    closed({ relative_days: integer }),
    closed({ weekday: { type: 'string', enum: WEEKDAYS }, weeks_ahead: integer }),
    closed({ day: integer, month: integer }),
    closed({ date: text }),
  ],
};
const TOOLS = [
  [
    'find_slots',
    closed(
      {
        service: text,
        specialist: text,
        from: day,
        to: day,
        window: closed({ from: text, to: text }, []),
      },
      ['service', 'from'],
    ),
  ],
  ['create_booking', closed({ slot_id: text, client_name: text, client_phone: text }, ['slot_id'])],
  ['change_booking', closed({ booking_code: text, slot_id: text })],
  ['cancel_booking', closed({ booking_code: text, reason: text }, ['booking_code'])],
  ['list_my_bookings', closed({})],
  ['hand_over', closed({ reason: text })],
].map(([name, input_schema]) => ({ name, description: String(name), input_schema }));

const HEADERS = {
  authorization: 'Bearer sk-stand-in-1',
  'anthropic-version': '2026-10-21',
  'content-type': 'application/json',
};

/** One client's dialogue with the receptionist, its tools played by this salon. */
export class Salon {
  bookings: SalonBooking[] = [];
  taken = new Set<string>();
  /** Slots that are lost between the offer and the booking. */
  stolen = new Set<string>();
  calls: { name: string; input: Fields }[] = [];
  catalogue = [
    'Haircut (30 min, 400 UAH)',
    'Coloring (90 min)',
    'Manicure (60 min)',
    'Massage (60 min)',
  ];
  format: Fields | undefined;
  messages: Fields[] = [];
  offers: Slot[] = [];
  /** The service of the offers. */
  searched = '';
  readonly #model = createAnthropic();

  /** Says something as the client; answers with what the receptionist says. */
  async say(...burst: string[]): Promise<string> {
    const offers = this.offers.length > 0 ? `<offers>${JSON.stringify(this.offers)}</offers>` : '';
    const facts = `<facts>Today is ${TODAY} (fri). ${offers}</facts>`;
    this.calls = [];
    const turn: Fields[] = [
      ...this.messages,
      { role: 'user', content: `${facts}\n<client>${burst.join('\n')}</client>` },
    ];
    for (let round = 0; round < 8; round += 1) {
      const answer = await this.#ask(turn);
      const uses = answer.content.filter(({ type }) => type === 'tool_use');
      if (uses.length === 0) {
        const said = answer.content.find(({ type }) => type === 'text')?.text as string;
        this.messages.push(
          { role: 'user', content: `<client>${burst.join('\n')}</client>` },
          { role: 'assistant', content: said },
        );
        return said;
      }
      const results = uses.map(({ id, name, input }) => ({
        type: 'tool_result',
        tool_use_id: id,
        content: JSON.stringify(this.#play(String(name), input as Fields)),
      }));
      turn.push({ role: 'assistant', content: answer.content }, { role: 'user', content: results });
    }
    throw new Error(`No end after ${this.calls.map(({ name }) => name).join(', ')}`);
  }

  async #ask(messages: Fields[]): Promise<{ content: Fields[] }> {
    const answer = await this.#model.handle({
      method: 'POST',
      path: '/v1/messages',
      query: new URLSearchParams(),
      headers: HEADERS,
      now: new Date('2026-11-20T10:00:00.000Z'),
      body: Buffer.from(
        JSON.stringify({
          model: 'claude-haiku-5-5',
          max_tokens: 2048,
          system: [
            {
              type: 'text',
              text: `You answer for a salon.\n\nServices:\n${this.catalogue.map((line) => `- ${line}`).join('\n')}\n\nSpecialists:\n- Anna\n- Maria\n- Elena\n\nWorking hours: 09:00–18:00 every day`,
            },
          ],
          tools: TOOLS,
          messages,
          ...(this.format
            ? { output_config: { format: { type: 'json_schema', schema: this.format } } }
            : {}),
        }),
      ),
    });
    const body = JSON.parse(answer.body);
    if (answer.status !== 200) throw new Error(answer.body);
    return body;
  }

  #play(name: string, input: Fields): unknown {
    this.calls.push({ name, input });
    switch (name) {
      case 'find_slots': {
        this.searched = String(input.service);
        const window = (input.window ?? {}) as { from?: string; to?: string };
        const first = dateOf(input.from as Fields);
        const last = input.to ? dateOf(input.to as Fields) : first;
        const all = slotsOf(first, last).filter(
          ({ slot_id, time, specialist }) =>
            !this.taken.has(slot_id) &&
            time >= (window.from ?? '00:00') &&
            time < (window.to ?? '24:00') &&
            (input.specialist === undefined || specialist === input.specialist),
        );
        this.offers = all.slice(0, 30);
        return { slots: this.offers };
      }
      case 'create_booking':
      case 'change_booking': {
        const slot = this.offers.find(({ slot_id }) => slot_id === input.slot_id);
        if (!slot) return { error: 'unknown_slot' };
        if (this.taken.has(slot.slot_id) || this.stolen.has(slot.slot_id)) {
          const alternatives = this.offers
            .filter(({ slot_id }) => slot_id !== slot.slot_id)
            .slice(0, 3);
          return { error: 'slot_taken', alternatives };
        }
        this.taken.add(slot.slot_id);
        if (name === 'change_booking') {
          const booking = this.bookings.find(({ code }) => code === input.booking_code);
          if (!booking) return { error: 'booking_not_found' };
          Object.assign(booking, slot);
          return { changed: booking };
        }
        const service = this.searched;
        const booking = { ...slot, service, code: `K${100 + this.bookings.length}` };
        this.bookings.push(booking);
        return { booked: booking };
      }
      case 'cancel_booking':
        this.bookings = this.bookings.filter(({ code }) => code !== input.booking_code);
        return { cancelled: input.booking_code };
      case 'list_my_bookings':
        return { bookings: this.bookings.map(({ slot_id: _, ...booking }) => booking) };
      default:
        return { handed_over: true };
    }
  }
}

function dateOf(expression: Fields): string {
  const start = Date.parse(`${TODAY}T00:00:00Z`);
  const iso = (days: number) => new Date(start + days * 86_400_000).toISOString().slice(0, 10);
  if ('relative_days' in expression) return iso(Number(expression.relative_days));
  if ('weekday' in expression) {
    const wanted = WEEKDAYS.indexOf(String(expression.weekday));
    const weeks = Number(expression.weeks_ahead);
    return weeks === 0 ? iso((wanted - 4 + 7) % 7) : iso(wanted - 4 + 7 * weeks);
  }
  if ('month' in expression) {
    const two = (value: unknown) => String(value).padStart(2, '0');
    return `2026-${two(expression.month)}-${two(expression.day)}`;
  }
  return String(expression.date);
}

function slotsOf(first: string, last: string): Slot[] {
  const slots: Slot[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000) {
    const date = new Date(at).toISOString().slice(0, 10);
    for (let hour = 9; hour < 18; hour += 1) {
      for (const specialist of ['Anna', 'Maria']) {
        const time = `${String(hour).padStart(2, '0')}:00`;
        slots.push({ slot_id: `${date}-${time}-${specialist}`, date, time, specialist });
      }
    }
  }
  return slots;
}
