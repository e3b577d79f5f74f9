import fc from 'fast-check';
import type { ProjectConfigInput } from '../../../shared/contracts/project-config.ts';

const name = fc
  .oneof(
    fc.constantFrom('Anna', 'Олена', 'مريم', 'שרה', '💇‍♀️', 'José', 'constructor', 'toString', '1'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  )
  .map((text) => text.trim().normalize('NFC'))
  .filter((text) => text.length <= 100 && /[^\p{C}\p{Z}]/u.test(text) && !/\p{Cc}/u.test(text))
  .filter((text) => text !== '__proto__');

const clock = fc
  .integer({ min: 0, max: 288 })
  .map((steps) => [Math.floor(steps / 12), (steps % 12) * 5])
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));

/** Intervals apart from each other, in any order. */
const intervals = fc.uniqueArray(clock, { maxLength: 8 }).map((times) => {
  const sorted = times.toSorted();
  return Array.from({ length: Math.floor(sorted.length / 2) }, (_, index) => ({
    start: sorted[2 * index] ?? '',
    end: sorted[2 * index + 1] ?? '',
  })).reverse();
});

const date = fc
  .integer({ min: 0, max: 800 })
  .map((day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10));
const exceptions = fc.uniqueArray(
  fc.oneof(fc.record({ date, closed: fc.constant(true as const) }), fc.record({ date, intervals })),
  { selector: (one) => one.date, maxLength: 5 },
);

const weekly = fc.record(
  {
    mon: intervals,
    tue: intervals,
    wed: intervals,
    thu: intervals,
    fri: intervals,
    sat: intervals,
    sun: intervals,
    exceptions,
  },
  { requiredKeys: ['mon'] },
);
const daily = fc.record(
  {
    start: fc.constant('08:00'),
    end: fc.constantFrom('17:30', '24:00'),
    breaks: fc.constantFrom([], [{ start: '12:00', end: '13:00' }]),
    days_off: fc.subarray(['sat', 'sun', 'wed'] as const),
    exceptions,
  },
  { requiredKeys: ['start', 'end'] },
);
const hours = fc.oneof(weekly, daily);

const priced = fc.record(
  {
    slots: fc.integer({ min: 1, max: 5 }),
    price: fc.integer({ min: 0, max: 10_000_000 }).map((minor) => minor / 100),
    currency: fc.constantFrom('UAH', 'EUR'),
    online: fc.boolean(),
  },
  { requiredKeys: ['slots', 'currency'] },
);
const slots = fc.integer({ min: 1, max: 5 });
const services = fc.oneof(
  fc.dictionary(name, fc.oneof(slots, priced), { maxKeys: 6 }),
  fc.uniqueArray(
    fc.tuple(name, priced).map(([one, rest]) => ({ name: one, ...rest })),
    { selector: (one) => one.name, maxLength: 6 },
  ),
);

const place = fc.constantFrom('Main street 1', 'вул. Саксаганського, 5');
const specialists = fc
  .uniqueArray(
    fc.oneof(
      name,
      fc.record({ name, work_hours: hours, location: place }, { requiredKeys: ['name'] }),
    ),
    { selector: (one) => (typeof one === 'string' ? one : one.name), maxLength: 5 },
  )
  .map((list) =>
    list.map((one, index) =>
      typeof one !== 'string' && index % 2 === 0
        ? { ...one, telegram_chat_id: 7_000 + index }
        : one,
    ),
  );

const staff = fc
  .uniqueArray(fc.record({ chat_id: fc.integer({ min: 1, max: 2 ** 52 }), name }), {
    // Neither a chat nor a name stands for two people.
    comparator: (one, other) => one.chat_id === other.chat_id || one.name === other.name,
    maxLength: 20,
  })
  .map((list) =>
    list.map((one, index) => (index % 3 === 1 ? { ...one, escalation_contact: true } : one)),
  );
const reception = fc.record(
  {
    staff,
    quiet_hours: fc.constantFrom(
      null,
      { start: '22:00', end: '08:30' },
      { start: '00:00', end: '06:00' },
    ),
    reminder_limit: fc.integer({ min: 0, max: 48 }),
  },
  { requiredKeys: [] },
);

const prompt = fc.string({ unit: 'grapheme', maxLength: 40 });

/** Configurations of every form the contract knows, all of them valid. */
export const anyConfig: fc.Arbitrary<ProjectConfigInput> = fc.record(
  {
    name,
    time_zone: fc.constantFrom('Europe/Kyiv', 'America/New_York', 'UTC', 'Asia/Kolkata'),
    language: fc.constantFrom('uk', 'en', 'ru'),
    specialists,
    services,
    work_hours: hours,
    slot_minutes: fc.constantFrom(5, 15, 30, 60, 240),
    minimum_notice_minutes: fc.integer({ min: 0, max: 43_200 }),
    horizon_days: fc.integer({ min: 1, max: 365 }),
    auto_confirm: fc.boolean(),
    quiet_window_seconds: fc.integer({ min: 3, max: 20 }),
    max_wait_seconds: fc.integer({ min: 20, max: 300 }),
    limits: fc.record(
      {
        messages_per_hour: fc.integer({ min: 1, max: 10_000 }),
        messages_per_day: fc.integer({ min: 1, max: 100_000 }),
        active_bookings: fc.integer({ min: 1, max: 1_000 }),
        client_usd_per_day: fc.constantFrom(0.01, 0.5, 20),
        project_usd_per_day: fc.constantFrom(0.01, 2.5, 1_000),
      },
      { requiredKeys: [] },
    ),
    answer_later_minutes: fc.integer({ min: 0, max: 1_440 }),
    location: fc.oneof(place, fc.constantFrom('', null)),
    reception,
    appsheet: fc.constant(null),
    google: fc.constantFrom(
      null,
      { on_deleted_event: 'cancel' as const },
      { on_deleted_event: 'flag' as const },
    ),
    google_sheet_id: fc.constantFrom('sheet', ' ', null),
    sendpulse_bot_id: fc.constantFrom('bot', '', null),
    sphere: fc.constantFrom('general', 'beauty', 'health', null),
    country: fc.constantFrom('UA', 'gb', null),
    claude_prompts: fc.record(
      { intent_detection: prompt, main_response: prompt },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);
