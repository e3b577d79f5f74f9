import { type Entry, servicesIn, specialistIn } from './catalogue.ts';
import { agrees, type Intent, intentOf } from './intent.ts';
import { type Tongue, tongueOf } from './language.ts';
import type { View } from './view.ts';
import { type DayWish, readWhen, type When } from './when.ts';

/** What the client wants by now, gathered over the dialogue. */
export interface Wish {
  tongue: Tongue;
  /** The task that is going on. */
  task: 'book' | 'change' | 'cancel' | 'list' | 'human' | undefined;
  /** What the burst itself says, besides the task. */
  burst: Intent;
  /** Questions asked beside it. */
  questions: Intent[];
  service: Entry | undefined;
  /** A second service of the same burst: «манікюр і стрижку». */
  also: Entry | undefined;
  specialist: Entry | undefined;
  when: When;
  /** The burst itself names a day, an hour or a choice. */
  fresh: When;
  /** The burst itself names a service. */
  freshService: boolean;
  agreed: boolean;
  /** Any time will do. */
  any: boolean;
  name: string | undefined;
  phone: string | undefined;
}

/** Words under something that was done: ours, or the system's own confirmation with its code. */
const DONE = /✅|(?:код запису|код записи|booking code):/iu;
/** Whether our own words closed a task. */
export const isDone = (text: string) => DONE.test(text);

const TASKS = new Set<Intent>(['book', 'change', 'cancel', 'list', 'human']);
const QUESTIONS = new Set<Intent>(['price', 'hours', 'services', 'address']);
const CLAUSES = /[\n.!?;]+|,\s*(?=(?:ні|нет|no|краще|лучше|actually|rather|а краще)(?!\p{L}))/iu;
const ANY =
  /(?<!\p{L})(?:будь-як\p{L}+|любо[ейме]\p{L}*|все одно|всё равно|байдуже|any ?time|whichever|whenever|doesn't matter|найближч\p{L}+|ближайш\p{L}+|earliest|as soon as|asap|якнайшвидше|поскорее)(?!\p{L})/iu;
const SOON = /(?:найближч|ближайш|earliest|as soon as|asap|якнайшвидше|поскорее)/iu;
/** A wish for something else in the place of what stands. */
const INSTEAD =
  /(?<!\p{L})(?:instead|make it|rather|краще|лучше|натомість|замість|вместо|давайте не)(?!\p{L})/iu;
const NOT_PEOPLE = /^(?:хоч|буду|запис|на|з|в|the|a|not|looking|interested|sorry|here|free|in)/iu;

/** Reads the dialogue from its beginning; a task that was finished is forgotten. */
export function understand(view: View): Wish {
  const clients = view.said.filter(({ who }) => who === 'client').map(({ text }) => text);
  const lastWords = view.said.findLast(({ who }) => who === 'us')?.text;
  const hint =
    (/client (?:writes|speaks)[^\n:]*:\s*(uk|en|ru)/iu.exec(view.present)?.[1] as
      | Tongue
      | undefined) ?? (lastWords ? tongueOf([lastWords]) : undefined);
  const wish: Wish = {
    tongue: tongueOf([view.burst, ...clients.toReversed()], hint),
    task: undefined,
    burst: 'other',
    questions: [],
    service: undefined,
    also: undefined,
    specialist: undefined,
    when: {},
    fresh: {},
    freshService: false,
    agreed: false,
    any: false,
    name: undefined,
    phone: undefined,
  };
  const lastOwn = view.said.findLastIndex(({ who }) => who === 'us');
  let client: string[] = [];
  for (const [index, { who, text }] of view.said.entries()) {
    if (who === 'client') {
      client.push(text);
      continue;
    }
    if (client.length > 0) take(wish, client.join('\n'), view);
    client = [];
    // Who asked for a person was given one; what she writes after that is a new matter.
    if (isDone(text) || wish.task === 'human') forget(wish);
    if (index === lastOwn) break;
  }
  take(wish, view.burst, view);
  return wish;
}

function take(wish: Wish, text: string, view: View): void {
  const intents = text.split(CLAUSES).map((clause) => intentOf(clause));
  const task = lastTask(intents);
  wish.burst = task ?? intentOf(text);
  wish.questions = intents.filter((intent) => QUESTIONS.has(intent));
  wish.fresh = readWhen(text);
  wish.agreed = agrees(text) || wish.burst === 'yes';
  wish.any = ANY.test(text);
  const services = servicesIn(text, view.catalogue.services);
  const service = services.at(-1);
  const before = wish.task;
  wish.freshService = service !== undefined;
  wish.also = undefined;

  if (task && task !== wish.task && !(task === 'book' && keeps(wish, text))) {
    // Another task begins; what was said for the old one is not meant for it.
    if (wish.task !== undefined) forget(wish);
    wish.task = task;
  }
  if (!wish.task && !service && INSTEAD.test(text) && (wish.fresh.day || wish.fresh.time)) {
    // Nothing is being arranged, so it is what stands that shall be otherwise.
    wish.task = 'change';
  }
  if (!wish.task && (service || wish.fresh.day) && !wish.questions.includes('price')) {
    wish.task = 'book';
  }
  if (service) {
    const first = services.at(-2);
    if (first && new RegExp(`${joined(first.name, service.name)}`, 'iu').test(text)) {
      wish.service = first;
      wish.also = service;
    } else wish.service = service;
  }
  const specialist = specialistIn(text, view.catalogue.specialists);
  if (specialist) wish.specialist = specialist;
  const { day, time, window, shift } = wish.fresh;
  if (shift !== undefined) {
    wish.when = { shift };
    // «на годину пізніше» speaks of a booking that stands, unless one is just being made.
    if (before !== 'book') wish.task = 'change';
  }
  if (day) wish.when.day = within(wish.when.day, day);
  if (SOON.test(text) && !day) wish.when.day = { kind: 'relative', days: 0 };
  if (time) {
    wish.when.time = time;
    delete wish.when.window;
  }
  if (window) {
    wish.when.window = window;
    delete wish.when.time;
  }
  wish.phone =
    /(?<!\d)(\+?\d[\d\s()-]{8,16}\d)(?!\d)/u.exec(text)?.[1]?.replace(/[^\d+]/gu, '') ?? wish.phone;
  const name =
    /(?<!\p{L})(?:мене звати|меня зовут|моє ім'я|мо[её] имя|my name is|i am|i'm|this is)\s+(\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+)?)/iu.exec(
      text,
    )?.[1];
  if (name && /^\p{Lu}/u.test(name) && !NOT_PEOPLE.test(name)) wish.name = name;
}

/** «Вівторок» after talk of the next week is its Tuesday. */
function within(before: DayWish | undefined, day: DayWish): DayWish {
  if (before?.kind !== 'week' || day.kind !== 'weekday' || day.weeksAhead > 0) return day;
  return { ...day, weeksAhead: before.weeksAhead };
}

/** «Можна на п'ятницю?» within a change stays a change. */
function keeps(wish: Wish, text: string): boolean {
  if (wish.task !== 'change' && wish.task !== 'cancel') return false;
  return !/(?:запиш|записат|забронюй|book (?:me|a)|new appointment|нов\p{L}+ запис|ще один|ещё|another appointment)/iu.test(
    text,
  );
}

function lastTask(intents: Intent[]): Wish['task'] {
  return intents.findLast((intent) => TASKS.has(intent)) as Wish['task'];
}

function forget(wish: Wish): void {
  wish.task = undefined;
  wish.service = undefined;
  wish.specialist = undefined;
  wish.when = {};
}

function joined(one: string, other: string): string {
  const head = (name: string) => name.slice(0, 4).replace(/[^\p{L}]/gu, '.');
  return `(?:${head(one)}|\\p{L}+)\\p{L}*\\s*(?:і|й|та|и|and|\\+|&)\\s+(?:a\\s+)?(?:${head(other)}|\\p{L}+)`;
}
