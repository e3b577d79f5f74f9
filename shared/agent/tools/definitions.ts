import { WEEKDAYS } from '../../projects/index.ts';
import type { JsonSchema, ToolDefinition } from '../model.ts';

const closed = (properties: Record<string, JsonSchema>, required?: string[]): JsonSchema => ({
  type: 'object',
  properties,
  required: required ?? Object.keys(properties),
  additionalProperties: false,
});
const text = (description: string): JsonSchema => ({ type: 'string', description });
const integer = (description: string): JsonSchema => ({ type: 'integer', description });
const weekday: JsonSchema = { type: 'string', enum: [...WEEKDAYS] };

const date = (description: string): JsonSchema => ({
  description: `${description} Say it as the client did; the system knows the calendar.`,
  anyOf: [
    closed({ relative_days: integer('0 today, 1 tomorrow, 2 the day after tomorrow') }),
    closed({
      weekday,
      weeks_ahead: integer(
        '0 the nearest such weekday; 1 in the next calendar week; 2 the one after',
      ),
    }),
    closed(
      {
        day: integer('Day of the month'),
        month: integer('1 to 12'),
        weekday: { ...weekday, description: 'Only if the client named it beside the date' },
      },
      ['day', 'month'],
    ),
    closed(
      {
        date: text('YYYY-MM-DD, only if the client named the year'),
        weekday: { ...weekday, description: 'Only if the client named it beside the date' },
      },
      ['date'],
    ),
  ],
});

/**
 * The six tools, the same bytes for every project (they stand before everything else in the cached prefix). No tool
 * takes an identity: whose bookings they are about is the session's.
 */
export const TOOLS: readonly ToolDefinition[] = [
  {
    name: 'find_slots',
    description:
      'Finds free times for one service. Always call it before you name a time. Returns slots with a slot_id each; only these can be booked. When the wished days are full it returns the nearest free times instead.',
    input_schema: closed(
      {
        service: text('Id or exact name of the service, from the catalogue'),
        specialist: text(
          'Id or exact name of the specialist; leave out when the client does not mind',
        ),
        from: date('The first day.'),
        to: date('The last day; leave out for one day.'),
        window: {
          ...closed({ from: text('HH:MM'), to: text('HH:MM') }, []),
          description: 'When on the day the client wants to start; leave out for any time',
        },
      },
      ['service', 'from'],
    ),
  },
  {
    name: 'create_booking',
    description:
      'Books one slot that find_slots returned, once the client has chosen this time. The system itself tells the client that it is booked.',
    input_schema: closed(
      {
        slot_id: text('From find_slots'),
        client_name: text('The name the client gave, if any'),
        client_phone: text('The phone number the client gave, if any'),
      },
      ['slot_id'],
    ),
  },
  {
    name: 'change_booking',
    description: 'Moves a booking of this client to another slot of the same service.',
    input_schema: closed({
      booking_code: text('From list_my_bookings'),
      slot_id: text('From find_slots'),
    }),
  },
  {
    name: 'cancel_booking',
    description: 'Cancels a booking of this client, once the client clearly asked for it.',
    input_schema: closed(
      { booking_code: text('From list_my_bookings'), reason: text('If the client gave one') },
      ['booking_code'],
    ),
  },
  {
    name: 'list_my_bookings',
    description: 'The bookings of this client that are still ahead.',
    input_schema: closed({}),
  },
  {
    name: 'hand_over',
    description:
      'Gives the conversation to a person of the staff: when the client asks for one, complains, or needs what you cannot do.',
    input_schema: closed({ reason: text('One short sentence for the staff') }),
  },
];
