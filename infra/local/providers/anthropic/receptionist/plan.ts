import { type Entry, servicesIn } from './catalogue.ts';
import type { Wish } from './dialogue.ts';
import { type Fact, factsInText } from './facts.ts';
import { dateOf, fillInput, type Known } from './fill.ts';
import { PHRASES, spokenDay } from './texts.ts';
import type { Call, View } from './view.ts';
import type { DayWish } from './when.ts';

/** What the receptionist does next: one tool call, or words and what they claim. */
export type Step =
  | { tool: string; input: Record<string, unknown> }
  | { text: string; claims: Claim[] };

/** One thing the words say, for a request that asks for claims. */
export interface Claim {
  kind: 'booked' | 'changed' | 'cancelled' | 'offered' | 'listed' | 'handed_over';
  fact?: Fact;
}

const CALLS_PER_TURN = 6;
const SHOWN = 4;
const SYSTEM_TELLS = /system (?:itself )?(?:tells|confirms)/iu;

/** Decides the next step of the turn. */
export function plan(view: View, wish: Wish): Step {
  const say = PHRASES[wish.tongue];
  const has = (name: string) => view.tools.some((tool) => tool.name === name);
  const calls = (name: string) => view.calls.filter((call) => call.name === name);
  const tired = view.calls.length >= CALLS_PER_TURN;
  const use = (name: string, known: Known): Step => {
    const tool = view.tools.find((candidate) => candidate.name === name);
    const all = {
      today: view.today,
      language: wish.tongue,
      name: wish.name,
      phone: wish.phone,
      ...known,
    };
    return { tool: name, input: fillInput(tool?.input_schema ?? {}, all) };
  };
  const words = (text: string, claims: Claim[] = []): Step => ({ text, claims });

  if (wish.task === 'human' && has('hand_over')) {
    return calls('hand_over').length > 0
      ? words(say.handedOver, [{ kind: 'handed_over' }])
      : use('hand_over', { reason: shortened(view.burst) });
  }
  if (wish.burst === 'wait') return words(say.waiting);
  if (view.calls.length === 0 && doneBefore(view, wish)) return words('');
  const last = lastCommit(view);
  const committed = last?.refused === 'unknown_slot' ? undefined : last;
  if (committed && !committed.refused) {
    const [text, claims] = done(view, wish, committed);
    const more = wish.task === 'book' && wish.also ? second(view, wish, committed) : undefined;
    if (more && 'tool' in more) return more;
    return words([text, priceAside(wish), more?.text].filter(Boolean).join('\n'), [
      ...claims,
      ...(more?.claims ?? []),
    ]);
  }

  switch (wish.task) {
    case 'list':
    case 'cancel':
    case 'change': {
      const listed = calls('list_my_bookings').at(-1);
      if (!listed) {
        return has('list_my_bookings') ? use('list_my_bookings', {}) : words(say.unknown);
      }
      const bookings = listed.facts;
      if (bookings.length === 0) return words(say.noBookings);
      if (wish.task === 'list') {
        const claims = bookings.map((fact): Claim => ({ kind: 'listed', fact }));
        return words(say.bookings(lines(bookings, wish)), claims);
      }
      const booking = meant(bookings, view, wish);
      if (!booking) {
        const claims = bookings.map((fact): Claim => ({ kind: 'listed', fact }));
        return words(say.whichBooking(lines(bookings, wish, true)), claims);
      }
      const known = { bookingId: booking.bookingId, bookingCode: booking.code };
      if (wish.task === 'cancel') {
        if (committed) return words(refusedText(committed.refused, wish));
        return use('cancel_booking', { ...known, reason: undefined });
      }
      const service = serviceOf(booking, view) ?? wish.service;
      return toTime(view, wish, {
        service,
        booking,
        known,
        commit: 'change_booking',
        committed,
        tired,
        use,
      });
    }
    case 'book':
      break;
    default:
      if (!wish.agreed && !wish.fresh.pick && !wish.fresh.time && !wish.any)
        return chat(view, wish);
  }
  return toTime(view, wish, {
    service: wish.service ?? onlyService(view),
    booking: undefined,
    known: {},
    commit: 'create_booking',
    committed,
    tired,
    use,
  });
}

interface Aim {
  service: Entry | undefined;
  booking: Fact | undefined;
  known: Known;
  commit: string;
  committed: Call | undefined;
  tired: boolean;
  use: (name: string, known: Known) => Step;
}

/** From a wish to a committed time: pick an offer, look for times, or ask for what is missing. */
function toTime(view: View, wish: Wish, aim: Aim): Step {
  const say = PHRASES[wish.tongue];
  const { service, booking, committed } = aim;
  const words = (text: string, claims: Claim[] = []): Step => ({ text, claims });
  const offered = (facts: Fact[]) => facts.map((fact): Claim => ({ kind: 'offered', fact }));

  if (committed?.refused) {
    const others = committed.facts.filter(({ slotId }) => slotId).slice(0, SHOWN);
    if (others.length > 0) return words(say.taken(numbered(others, wish)), offered(others));
    return words(refusedText(committed.refused, wish));
  }
  const found = view.calls.findLast(({ name }) => name === 'find_slots');
  const earlier = factsInText(view.present).filter(({ slotId }) => slotId);
  if (!found && earlier.length > 0 && lastCommit(view) === undefined) {
    const slot = picked(earlier, view, wish);
    if (slot) return aim.use(aim.commit, { ...aim.known, slotId: slot.slotId });
  }
  if (!service && !booking) {
    if (wish.burst === 'no') return words(say.declined);
    const names = view.catalogue.services.map(({ name }) => name).join(', ');
    return words(names ? say.whichService(names) : say.clarify);
  }
  const title = service?.name ?? booking?.service ?? '';
  const { window, shift } = wish.when;
  const time =
    shift !== undefined && booking?.time ? clockAfter(booking.time, shift) : wish.when.time;
  const day: DayWish | undefined =
    wish.when.day ??
    // «перенесіть на 17:00» keeps the day of the booking.
    (booking?.date && (time || window) ? { kind: 'date', date: booking.date } : undefined) ??
    (time || window ? dayOnOffer(earlier, service, view, wish) : undefined) ??
    (wish.any ? { kind: 'relative', days: 0 } : undefined);
  if (!day) {
    if (wish.burst === 'no') return words(say.declined);
    return booking
      ? words(say.whenInstead(spoken(booking, wish)), [{ kind: 'listed', fact: booking }])
      : words(say.whichDay(title));
  }
  if (!found)
    return aim.use('find_slots', { service, specialist: wish.specialist, day, time, window });

  const free = found.facts.filter(({ slotId }) => slotId);
  if (found.refused && free.length === 0) return words(refusedText(found.refused, wish));
  const searched = view.calls.filter(({ name }) => name === 'find_slots').length;
  if (free.length === 0) {
    const narrow = time !== undefined || window !== undefined;
    if (narrow && searched < 2 && !aim.tired) {
      return aim.use('find_slots', { service, specialist: wish.specialist, day });
    }
    return words(say.noneThatDay(dayText(day, view, wish)));
  }
  const date = view.today === undefined ? undefined : dateOf(day, view.today);
  const thatDay = free.filter(
    (fact) => !date || !fact.date || fact.date === date || day.kind === 'week',
  );
  const heard = free[0]?.date;
  const doubt = /"doubt":"([^"]*)"/u.exec(found.text)?.[1];
  const meant = [...new Set(doubt?.match(/\d{4}-\d\d-\d\d/gu))].sort();
  const either = meant.length === 2 ? meant : [date, heard];
  if (doubt !== undefined && either[0] && either[1] && either[0] !== either[1]) {
    const [one, other] = [spokenDay(either[0], wish.tongue), spokenDay(either[1], wish.tongue)];
    return words(say.whichOfTwo(one, other));
  }
  if (time) {
    const exact = byMaster(thatDay, wish, view).find((fact) => fact.time === time);
    if (exact) return aim.use(aim.commit, { ...aim.known, slotId: exact.slotId });
    if (searched < 2 && !aim.tired) {
      // The search began at the wished hour; what is free before it may be nearer.
      return aim.use('find_slots', { service, specialist: wish.specialist, day });
    }
    const everything = unique(
      view.calls.filter(({ name }) => name === 'find_slots').flatMap(({ facts }) => facts),
    ).filter(({ slotId }) => slotId);
    const near = everything
      .toSorted((one, other) => distance(one, time, date) - distance(other, time, date))
      .slice(0, SHOWN)
      .toSorted((one, other) => key(one).localeCompare(key(other)));
    return words(say.notAtThatTime(time, numbered(near, wish)), offered(near));
  }
  if (wish.any) {
    const first = byMaster(free, wish, view)[0];
    if (first) return aim.use(aim.commit, { ...aim.known, slotId: first.slotId });
  }
  const shown = spread(thatDay.length > 0 ? thatDay : free);
  const head = thatDay.length > 0 ? dayText(day, view, wish) : '';
  const prefix =
    thatDay.length > 0 ? '' : `${say.noneThatDay(dayText(day, view, wish)).split('. ')[0]}.\n`;
  const price = priceAside(wish);
  const also = (wish.also ? `\n${say.also(wish.also.name)}` : '') + (price ? `\n${price}` : '');
  return words(
    prefix +
      say.offers(title, head, numbered(shown, wish, head === '' || day.kind === 'week')) +
      also,
    offered(shown),
  );
}

/** Talk that is no task: greetings, thanks, questions. */
function chat(view: View, wish: Wish): Step {
  const say = PHRASES[wish.tongue];
  const { services } = view.catalogue;
  const asked = wish.questions.at(-1) ?? wish.burst;
  const shown = wish.freshService && wish.service ? [wish.service] : services;
  const list = shown.map(({ name, line }) => `• ${name}${priceIn(line)}`).join('\n');
  switch (asked) {
    case 'thanks':
      return { text: say.thanks, claims: [] };
    case 'no':
      return { text: say.declined, claims: [] };
    case 'price':
      return {
        text: list ? (shown.length === 1 ? list.slice(2) : say.services(list)) : say.unknown,
        claims: [],
      };
    case 'services':
      return { text: list ? say.services(list) : say.unknown, claims: [] };
    case 'hours': {
      const week = weekIn(view.context, wish);
      if (week) return { text: say.hours(week), claims: [] };
      const line =
        /(?:working hours|work hours|opening hours|hours|години|графік|часы|work)[^\n:]*:\s*([^\n]*\d[^\n]*)/iu.exec(
          view.context,
        );
      return { text: line?.[1] ? say.hours(line[1].trim()) : say.unknown, claims: [] };
    }
    case 'address': {
      const line = /(?:address|адреса|адрес)[^\n:]*:\s*([^\n]+)/iu.exec(view.context);
      return { text: line?.[1]?.trim() ?? say.unknown, claims: [] };
    }
    case 'greeting':
      return { text: say.greeting, claims: [] };
    default:
      return { text: say.clarify, claims: [] };
  }
}

/** The words after something was done; when the tool says that the system tells it, only what is left to say. */
function done(view: View, wish: Wish, call: Call): [string, Claim[]] {
  const say = PHRASES[wish.tongue];
  const fact = factOf(view, call);
  const what = spoken(fact, wish);
  const code = fact.code ? ` ${say.code}: ${fact.code}.` : '';
  if (tellsItself(view)) return ['', []];
  if (call.name === 'cancel_booking') return [say.cancelled(what), [{ kind: 'cancelled', fact }]];
  if (call.name === 'change_booking') return [say.changed(what, code), [{ kind: 'changed', fact }]];
  return [say.booked(what, code), [{ kind: 'booked', fact }]];
}

/** The second service of «манікюр і стрижку»: its free times on the same day, once the first is booked. */
function second(view: View, wish: Wish, committed: Call): ReturnType<typeof plan> {
  const calls = view.calls.slice(view.calls.indexOf(committed) + 1);
  const { day } = wish.when;
  const rest: Wish = {
    ...wish,
    service: wish.also,
    also: undefined,
    when: day ? { day } : {},
    fresh: {},
    agreed: false,
    any: false,
    questions: [],
  };
  return plan({ ...view, calls, present: '' }, rest);
}

/** The price, asked beside a booking. */
function priceAside(wish: Wish): string {
  const price = wish.questions.includes('price') && wish.service ? priceIn(wish.service.line) : '';
  return price === '' ? '' : `${wish.service?.name}${price}`;
}

/** Whether the request says that the system tells the client itself what was done. */
const tellsItself = (view: View) =>
  SYSTEM_TELLS.test(view.context) ||
  view.tools.some(({ description = '' }) => SYSTEM_TELLS.test(description));

/** What an earlier try of this very turn has done, as the request tells it. */
function doneBefore(view: View, wish: Wish): boolean {
  const told = /already done[^\n]*\n((?:\s*-[^\n]*\n?)+)/iu.exec(view.present)?.[1];
  const words = { book: /booked|created/iu, change: /moved|changed/iu, cancel: /cancel/iu };
  const word = words[wish.task as keyof typeof words];
  return told !== undefined && word?.test(told) === true;
}

/** The booking or slot a committed call is about, as complete as the turn knows it. */
function factOf(view: View, call: Call): Fact {
  const told = call.facts[0] ?? {};
  const values = Object.values(call.input);
  const known = [...view.calls.flatMap(({ facts }) => facts), ...factsInText(view.present)];
  const slot = known.find(({ slotId }) => slotId !== undefined && values.includes(slotId));
  const booking = known.find(
    ({ bookingId, code }) =>
      (bookingId !== undefined && values.includes(bookingId)) ||
      (code !== undefined && values.includes(code)),
  );
  const before = call.name === 'cancel_booking' ? booking : { ...booking, ...slot };
  return { ...before, ...told };
}

function lastCommit(view: View): Call | undefined {
  return view.calls.findLast(({ name }) =>
    ['create_booking', 'change_booking', 'cancel_booking'].includes(name),
  );
}

/** The offer the burst chooses: by ordinal, by hour, or by agreeing to the only one. */
function picked(offers: Fact[], view: View, wish: Wish): Fact | undefined {
  const { pick, time, day } = wish.fresh;
  const last = view.said.findLast(({ who }) => who === 'us')?.text ?? '';
  const spokenOf = wish.service ?? servicesIn(last, view.catalogue.services).at(-1);
  const own = offers.filter((fact) => !spokenOf || isService(fact, spokenOf));
  const around = wish.when.day && view.today ? dateOf(wish.when.day, view.today) : undefined;
  const near = own.filter((fact) => fact.date === around);
  const ranked = offersAsShown(own.length > 0 ? own : offers, view);
  // Offers of older turns stay bookable; an hour or a number speaks of the day that is talked about.
  const shown = !day && near.length > 0 && pick === undefined ? offersAsShown(near, view) : ranked;
  if (pick !== undefined && wish.task !== 'cancel')
    return pick < 0 ? shown.at(-1) : shown[pick - 1];
  if (wish.freshService && wish.service && !offers.every((fact) => isService(fact, wish.service))) {
    return undefined;
  }
  const date = day && view.today ? dateOf(day, view.today) : undefined;
  if (day && (!date || !shown.some((fact) => fact.date === date))) return undefined;
  const that = byMaster(
    shown.filter((fact) => !date || fact.date === undefined || fact.date === date),
    wish,
    view,
  );
  if (time) return that.find((fact) => fact.time === time);
  if (day && that.length !== 1) return undefined;
  if (wish.any) return that[0];
  const named = wish.specialist && view.burst !== '' ? that : shown;
  if (named.length === 1 && (wish.agreed || day !== undefined)) return named[0];
  return wish.agreed && that.length === 1 ? that[0] : undefined;
}

/** The day of the times that our last message offered for the service, when it was one. */
function dayOnOffer(
  offers: Fact[],
  service: Entry | undefined,
  view: View,
  wish: Wish,
): DayWish | undefined {
  const last = view.said.findLast(({ who }) => who === 'us')?.text ?? '';
  const dates = new Set(
    offers.flatMap((fact) =>
      fact.date && isService(fact, service) && last.includes(spokenDay(fact.date, wish.tongue))
        ? [fact.date]
        : [],
    ),
  );
  const [date] = dates;
  return date !== undefined && dates.size === 1 ? { kind: 'date', date } : undefined;
}

/** The offers in the order in which our last message numbered them; those it did not show go last. */
function offersAsShown(offers: Fact[], view: View): Fact[] {
  const last = view.said.findLast(({ who }) => who === 'us')?.text ?? '';
  const rank = (fact: Fact) => {
    const rows = last.split('\n');
    const row = rows.findIndex(
      (line) =>
        fact.time !== undefined &&
        line.includes(fact.time) &&
        (!fact.specialist || !/\(|,/u.test(line) || line.includes(fact.specialist)),
    );
    return row < 0 ? rows.length : row;
  };
  return offers.toSorted((one, other) => rank(one) - rank(other));
}

function byMaster(facts: Fact[], wish: Wish, view: View): Fact[] {
  const { specialist } = wish;
  if (!specialist || !facts.some((fact) => fact.specialist ?? fact.specialistId)) return facts;
  const named =
    view.catalogue.specialists.find(({ name }) => name === specialist.name) ?? specialist;
  return facts.filter(
    (fact) =>
      fact.specialistId === named.id ||
      fact.specialist === named.name ||
      fact.specialist === named.id,
  );
}

/** Which of several bookings is meant. */
function meant(bookings: Fact[], view: View, wish: Wish): Fact | undefined {
  if (bookings.length === 1) return bookings[0];
  const burst = view.burst.toUpperCase();
  const byCode = bookings.find(({ code }) => code && burst.includes(code.toUpperCase()));
  if (byCode) return byCode;
  const byService = wish.service ? bookings.filter((fact) => isService(fact, wish.service)) : [];
  if (byService.length === 1) return byService[0];
  const rest = byService.length > 0 ? byService : bookings;
  const { pick, day, time } = wish.fresh;
  if (pick !== undefined) return pick < 0 ? rest.at(-1) : rest[pick - 1];
  if (wish.task === 'cancel') {
    const date = day && view.today ? dateOf(day, view.today) : undefined;
    const same = rest.filter(
      (fact) =>
        (date !== undefined && fact.date === date) || (time !== undefined && fact.time === time),
    );
    if (same.length === 1) return same[0];
  }
  return undefined;
}

function serviceOf(booking: Fact, view: View): Entry | undefined {
  return view.catalogue.services.find((entry) => isService(booking, entry));
}

function isService(fact: Fact, entry: Entry | undefined): boolean {
  if (!entry) return false;
  if (fact.serviceId === undefined && fact.service === undefined) return fact.slotId !== undefined;
  return [entry.id, entry.name].some(
    (value) => value !== undefined && (value === fact.serviceId || value === fact.service),
  );
}

const onlyService = (view: View) =>
  view.catalogue.services.length === 1 ? view.catalogue.services[0] : undefined;

function refusedText(code: string | undefined, wish: Wish): string {
  const say = PHRASES[wish.tongue];
  switch (code) {
    case 'slot_taken':
      return say.takenNoOthers;
    case 'outside_working_hours':
      return say.closed;
    case 'too_soon':
      return say.tooSoon;
    case 'beyond_horizon':
      return say.tooFar;
    case 'date_is_past':
    case 'no_such_date':
      return say.past;
    case 'booking_not_found':
      return say.noBookings;
    default:
      return say.failed;
  }
}

function spoken(fact: Fact, wish: Wish, numberedDay = true): string {
  const say = PHRASES[wish.tongue];
  const day = fact.date && numberedDay ? spokenDay(fact.date, wish.tongue) : undefined;
  const moment = [day, fact.time].filter(Boolean).join(', ') || fact.when;
  const person = fact.specialist ? `${say.with} ${fact.specialist}` : undefined;
  return [fact.service, moment, person].filter(Boolean).join(', ');
}

function lines(facts: Fact[], wish: Wish, counted = false): string {
  return facts
    .map((fact, index) => {
      const code = fact.code ? ` (${fact.code})` : '';
      return `${counted ? `${index + 1}.` : '•'} ${spoken(fact, wish)}${code}`;
    })
    .join('\n');
}

function numbered(facts: Fact[], wish: Wish, withDay = manyDays(facts)): string {
  return facts
    .map((fact, index) => {
      const day = withDay && fact.date ? `${spokenDay(fact.date, wish.tongue)}, ` : '';
      const person = fact.specialist ? ` (${fact.specialist})` : '';
      return `${index + 1}. ${day}${fact.time ?? fact.when ?? ''}${person}`;
    })
    .join('\n');
}

const manyDays = (facts: Fact[]) => new Set(facts.map(({ date }) => date)).size > 1;

function dayText(day: DayWish, view: View, wish: Wish): string {
  if (day.kind === 'week') return '';
  const date = view.today ? dateOf(day, view.today) : day.kind === 'date' ? day.date : undefined;
  return date ? spokenDay(date, wish.tongue) : '';
}

/** A few times over the whole list rather than the first ones only, each hour once. */
function spread(facts: Fact[]): Fact[] {
  const hours = unique(facts, key);
  if (hours.length <= SHOWN) return hours;
  const step = (hours.length - 1) / (SHOWN - 1);
  return Array.from({ length: SHOWN }, (_, index) => hours[Math.round(index * step)]).filter(
    (fact) => fact !== undefined,
  );
}

function unique(facts: Fact[], by: (fact: Fact) => string = ({ slotId = '' }) => slotId): Fact[] {
  return [...new Map(facts.toReversed().map((fact) => [by(fact), fact])).values()].reverse();
}

const key = ({ date = '', time = '' }: Fact) => `${date} ${time}`;

function distance(fact: Fact, time: string, date: string | undefined): number {
  const minutes = (text: string) => {
    const [hour = 0, minute = 0] = text.split(':').map(Number);
    return hour * 60 + minute;
  };
  const days =
    date && fact.date ? Math.abs(Date.parse(fact.date) - Date.parse(date)) / 86_400_000 : 0;
  return days * 1440 + Math.abs(minutes(fact.time ?? time) - minutes(time));
}

function priceIn(line: string): string {
  const price =
    /(\d[\d\s.,]*)\s*(грн|uah|₴|usd|\$|eur|€)/iu.exec(line) ??
    /["']?price["']?\s*[:=]\s*(\d[\d\s.,]*\d|\d)\s*()/iu.exec(line);
  return price ? `: ${`${price[1]?.trim()} ${price[2] ?? ''}`.trim()}` : '';
}

/** «пн–сб 09:00-18:00, нд —» out of "mon 09:00-18:00; tue 09:00-18:00; …". */
function weekIn(text: string, wish: Wish): string | undefined {
  const found = [
    ...text.matchAll(/(?<!\w)(mon|tue|wed|thu|fri|sat|sun) (closed|\d\d?:\d\d\s*[-–][^;\n]*)/giu),
  ];
  if (found.length < 7) return undefined;
  const name = (index: number) =>
    new Intl.DateTimeFormat(wish.tongue, { weekday: 'short', timeZone: 'UTC' }).format(
      new Date(Date.UTC(2024, 0, 1 + index)),
    );
  const runs: { from: number; to: number; hours: string }[] = [];
  for (const [index, day] of ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].entries()) {
    const told = found.findLast((match) => match[1]?.toLowerCase() === day)?.[2] ?? 'closed';
    const hours = told === 'closed' ? '—' : told.replaceAll(' and ', ', ').trim();
    const run = runs.at(-1);
    if (run?.hours === hours) run.to = index;
    else runs.push({ from: index, to: index, hours });
  }
  return runs
    .map(({ from, to, hours }) => `${name(from)}${to > from ? `–${name(to)}` : ''} ${hours}`)
    .join('; ');
}

function clockAfter(time: string, minutes: number): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const total = Math.max(0, Math.min(1439, hour * 60 + minute + minutes));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(total / 60))}:${two(total % 60)}`;
}

const shortened = (text: string) => [...text.replace(/\s+/gu, ' ')].slice(0, 200).join('');
