import { describe, expect, it } from 'vitest';
import {
  type ProjectConfigInput,
  projectConfig,
} from '../../../shared/contracts/project-config.ts';
import { isRefusal } from '../../../shared/platform/errors.ts';
import { validated } from '../../../shared/platform/lambda/http-input.ts';

/** As it stands in the requirements, word for word. */
const requirementsExample = JSON.parse(`{
  "project_id": "salon_abc",
  "specialists": ["Anna", "Maria", "Elena"],
  "services": {
    "Haircut": 1,
    "Coloring": 3,
    "Manicure": 2,
    "Massage": 2
  },
  "work_hours": {
    "start": "09:00",
    "end": "18:00"
  },
  "google_sheet_id": "your_google_sheet_id",
  "claude_prompts": {
    "intent_detection": "Custom prompt for intent detection",
    "service_identification": "Custom prompt for service identification",
    "main_response": "Custom prompt for main response",
    "dialogue_compression": "Custom prompt for dialogue compression"
  }
}`);

const everyDay = (intervals: unknown) =>
  Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, intervals]),
  );

describe('the configuration', () => {
  it('takes the example of the requirements as it stands there', () => {
    const config = projectConfig.parse(requirementsExample);
    expect(config.specialists?.map(({ name }) => name)).toEqual(['Anna', 'Maria', 'Elena']);
    expect(config.services).toEqual([
      { name: 'Haircut', slots: 1 },
      { name: 'Coloring', slots: 3 },
      { name: 'Manicure', slots: 2 },
      { name: 'Massage', slots: 2 },
    ]);
    expect(config.work_hours).toEqual({
      ...everyDay([{ start: '09:00', end: '18:00' }]),
      exceptions: [],
    });
    expect(config.claude_prompts).toEqual(requirementsExample.claude_prompts);
  });

  it('reads breaks and days off into the hours of each weekday', () => {
    const { work_hours } = projectConfig.parse({
      work_hours: {
        start: '09:00',
        end: '18:00',
        breaks: [
          { start: '13:00', end: '14:00' },
          { start: '09:00', end: '09:15' },
          { start: '13:30', end: '14:30' },
        ],
        days_off: ['sun'],
        exceptions: [
          { date: '2026-12-31', intervals: [{ start: '09:00', end: '12:00' }] },
          { date: '2026-12-25', closed: true },
          { date: '2027-01-01', intervals: [] },
        ],
      },
    });
    expect(work_hours?.mon).toEqual([
      { start: '09:15', end: '13:00' },
      { start: '14:30', end: '18:00' },
    ]);
    expect(work_hours?.sun).toEqual([]);
    expect(work_hours?.exceptions).toEqual([
      { date: '2026-12-25', closed: true },
      { date: '2026-12-31', intervals: [{ start: '09:00', end: '12:00' }] },
      { date: '2027-01-01', closed: true },
    ]);
  });

  it('sorts the intervals of a day, joins those that touch, and closes days that are not named', () => {
    const { work_hours } = projectConfig.parse({
      work_hours: {
        fri: [
          { start: '20:00', end: '24:00' },
          { start: '12:00', end: '15:00' },
          { start: '09:00', end: '12:00' },
        ],
      },
    });
    expect(work_hours?.fri).toEqual([
      { start: '09:00', end: '15:00' },
      { start: '20:00', end: '24:00' },
    ]);
    expect(work_hours?.mon).toEqual([]);
  });

  it('welcomes names of any script and keeps one spelling of each', () => {
    const decomposed = 'Олена Їжакова'.normalize('NFD');
    const { specialists } = projectConfig.parse({
      specialists: [`  ${decomposed} `, 'مريم', 'שרה', '💇‍♀️ Ганна', { name: '陳' }],
    });
    expect(specialists?.map(({ name }) => name)).toEqual([
      'Олена Їжакова'.normalize('NFC'),
      'مريم',
      'שרה',
      '💇‍♀️ Ганна',
      '陳',
    ]);
  });

  it('takes a blank prompt, sheet or bot for none', () => {
    expect(
      projectConfig.parse({
        claude_prompts: { main_response: '  \n' },
        google_sheet_id: ' ',
        sendpulse_bot_id: null,
      }),
    ).toEqual({ claude_prompts: {}, google_sheet_id: null, sendpulse_bot_id: null });
  });

  const person = (name: string, external_ids: object) => ({ name, external_ids });
  const long = 'x'.repeat(20_001);
  const interval = (start: string, end: string) => ({ start, end });
  const member = (chat_id: number) => ({ chat_id, name: 'A' });
  const bad: [string, Record<string, unknown> | readonly unknown[] | null][] = [
    ['', null],
    ['', []],
    ['foo', { foo: 1 }],
    ['constructor', { constructor: 1 }],
    ['name', { name: 7 }],
    ['name', { name: '' }],
    ['name', { name: '\u200b\u200b' }],
    ['name', { name: 'two\nlines' }],
    ['name', { name: 'x'.repeat(101) }],
    [
      'specialists[1].external_ids.altegio',
      { specialists: [person('A', { altegio: '7' }), person('B', { altegio: ' 7' })] },
    ],
    ['specialists[0].external_ids.booksy', { specialists: [person('A', { booksy: '7' })] }],
    ['specialists[0].external_ids.square', { specialists: [person('A', { square: '' })] }],
    ['time_zone', { time_zone: 'Mars/Base' }],
    ['time_zone', { time_zone: '+02:00' }],
    ['time_zone', { time_zone: '' }],
    ['language', { language: 'de' }],
    ['specialists', { specialists: 'Anna' }],
    ['specialists', { specialists: Array.from({ length: 201 }, (_, i) => `S${i}`) }],
    ['specialists[0]', { specialists: [1] }],
    ['specialists[0]', { specialists: [''] }],
    ['specialists[1].name', { specialists: ['Anna', ' Anna'] }],
    ['specialists[1].name', { specialists: ['Ї', 'Ї'.normalize('NFD')] }],
    [
      'specialists[1].id',
      {
        specialists: [
          { id: 'a', name: 'A' },
          { id: 'a', name: 'B' },
        ],
      },
    ],
    ['specialists[0].work', { specialists: [{ name: 'A', work: 1 }] }],
    ['specialists[0].services[0]', { specialists: [{ name: 'A', services: [1] }] }],
    [
      'specialists[0].work_hours.start',
      { specialists: [{ name: 'A', work_hours: { start: '9:00', end: '10:00' } }] },
    ],
    ['services', { services: 'Haircut' }],
    [
      'services',
      { services: Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`S${i}`, 1])) },
    ],
    ['services.Haircut', { services: { Haircut: 0 } }],
    ['services.Haircut', { services: { Haircut: 1.5 } }],
    ['services.Haircut', { services: { Haircut: '1' } }],
    ['services.Haircut.slots', { services: { Haircut: {} } }],
    ['services.Haircut.minutes', { services: { Haircut: { slots: 1, minutes: 30 } } }],
    ['services.a', { services: { ' a': 1, a: 2 } }],
    ['services[0].slots', { services: [{ name: 'Haircut' }] }],
    ['services[0].currency', { services: [{ name: 'H', slots: 1, price: 5 }] }],
    ['services[0].currency', { services: [{ name: 'H', slots: 1, price: 5, currency: 'hrn' }] }],
    ['services[0].price', { services: [{ name: 'H', slots: 1, price: 1.005, currency: 'UAH' }] }],
    ['services[0].price', { services: [{ name: 'H', slots: 1, price: 0.5, currency: 'JPY' }] }],
    ['services[0].price', { services: [{ name: 'H', slots: 1, price: -1, currency: 'UAH' }] }],
    ['services[0].price', { services: [{ name: 'H', slots: 1, price: '5', currency: 'UAH' }] }],
    ['services[0].price', { services: [{ name: 'H', slots: 1, price: 1e-7, currency: 'UAH' }] }],
    ['work_hours', { work_hours: null }],
    ['work_hours', { work_hours: {} }],
    ['work_hours.monday', { work_hours: { monday: [] } }],
    ['work_hours.mon', { work_hours: { mon: '09:00' } }],
    ['work_hours.end', { work_hours: { start: '09:00' } }],
    ['work_hours.end', { work_hours: { start: '18:00', end: '09:00' } }],
    ['work_hours.start', { work_hours: { start: '24:00', end: '24:00' } }],
    ['work_hours.end', { work_hours: { start: '09:00', end: '24:30' } }],
    ['work_hours.days_off[0]', { work_hours: { ...interval('09:00', '18:00'), days_off: ['x'] } }],
    [
      'work_hours.breaks[0]',
      { work_hours: { ...interval('09:00', '18:00'), breaks: [interval('08:00', '10:00')] } },
    ],
    [
      'work_hours.mon[1]',
      { work_hours: { mon: [interval('09:00', '12:00'), interval('11:00', '13:00')] } },
    ],
    [
      'work_hours.exceptions[0].date',
      {
        work_hours: {
          ...interval('09:00', '18:00'),
          exceptions: [{ date: '2026-02-30', closed: true }],
        },
      },
    ],
    [
      'work_hours.exceptions[1].date',
      {
        work_hours: {
          ...interval('09:00', '18:00'),
          exceptions: [
            { date: '2026-02-20', closed: true },
            { date: '2026-02-20', intervals: [] },
          ],
        },
      },
    ],
    ['slot_minutes', { slot_minutes: 7 }],
    ['slot_minutes', { slot_minutes: 0 }],
    ['minimum_notice_minutes', { minimum_notice_minutes: -1 }],
    ['horizon_days', { horizon_days: 366 }],
    ['auto_confirm', { auto_confirm: 'yes' }],
    ['quiet_window_seconds', { quiet_window_seconds: 2 }],
    ['max_wait_seconds', { max_wait_seconds: 1e9 }],
    ['google_sheet_id', { google_sheet_id: 5 }],
    ['claude_prompts.main', { claude_prompts: { main: '' } }],
    ['claude_prompts.main_response', { claude_prompts: { main_response: long } }],
    ['reception.bot_token', { reception: { bot_token: 'token' } }],
    ['reception.bot_token', { reception: { bot_token: '123:short' } }],
    ['reception.bot_token', { reception: { bot_token: `12345:${'ї'.repeat(30)}` } }],
    ['specialist_bot.bot_token', { specialist_bot: { bot_token: '' } }],
    ['reception.staff[0].chat_id', { reception: { staff: [{ chat_id: -5, name: 'A' }] } }],
    ['reception.staff[0].chat_id', { reception: { staff: [{ chat_id: 1.5, name: 'A' }] } }],
    ['reception.staff[0].chat_id', { reception: { staff: [{ chat_id: 2 ** 52 + 1, name: 'A' }] } }],
    ['reception.staff[0].name', { reception: { staff: [{ chat_id: 5, name: ' ' }] } }],
    ['reception.staff[1].chat_id', { reception: { staff: [member(5), member(5)] } }],
    [
      'reception.staff[1].name',
      { reception: { staff: [member(5), { ...member(5), chat_id: 6 }] } },
    ],
    [
      'reception.staff',
      { reception: { staff: Array.from({ length: 21 }, (_, at) => member(at + 1)) } },
    ],
    [
      'reception.staff[0].escalation_contact',
      { reception: { staff: [{ ...member(5), escalation_contact: true }] } },
    ],
    [
      'reception.staff[0].escalation_contact',
      { reception: { staff: [{ ...member(5), escalation_contact: 'Tommy' }] } },
    ],
    ['reception.quiet_hours.end', { reception: { quiet_hours: { start: '22:00', end: '22:00' } } }],
    [
      'reception.quiet_hours.start',
      { reception: { quiet_hours: { start: '24:00', end: '08:00' } } },
    ],
    ['reception.quiet_hours.end', { reception: { quiet_hours: { start: '22:00' } } }],
    ['reception.reminder_limit', { reception: { reminder_limit: -1 } }],
    ['reception.chat', { reception: { chat: 5 } }],
    ['specialists[0].telegram_chat_id', { specialists: [{ name: 'A', telegram_chat_id: 0 }] }],
    [
      'specialists[1].telegram_chat_id',
      {
        specialists: [
          { name: 'A', telegram_chat_id: 5 },
          { name: 'B', telegram_chat_id: 5 },
        ],
      },
    ],
    ['location', { location: 'x'.repeat(201) }],
    ['version', { version: -1 }],
    ['version', { version: '1' }],
  ];

  it.each(bad)('names the wrong field: "%s" (%#)', (path, input) => {
    const read = validated(projectConfig, input);
    expect(isRefusal(read) && read.details?.map((problem) => problem.path)).toContain(path);
  });

  it('has an input type that the example fits', () => {
    const typed: ProjectConfigInput = {
      specialists: ['Anna', { name: 'Maria', services: ['Haircut'] }],
      services: { Haircut: 1, Coloring: { slots: 3, price: 1200.5, currency: 'UAH' } },
      work_hours: { start: '09:00', end: '18:00' },
    };
    expect(projectConfig.safeParse(typed).success).toBe(true);
  });
});
