import { mismatch, resolved, typesOf } from '../schema.ts';
import type { Schema } from '../wire.ts';
import type { Entry } from './catalogue.ts';
import { isDone, type Wish } from './dialogue.ts';
import type { Fact } from './facts.ts';
import { choices, emptyOf } from './fill.ts';
import type { Intent } from './intent.ts';
import type { Claim } from './plan.ts';
import type { View } from './view.ts';

/** The enum words by which a schema may call what the receptionist calls so. First fit wins. */
const CALLED: Record<Intent, RegExp[]> = {
  book: [/book(?!ings)|create|new|reserv|activate/iu, /other/iu],
  change: [/change|resched|move|update/iu, /other/iu],
  cancel: [/cancel|reject/iu, /other/iu],
  list: [/list|my_|view|status|bookings/iu, /question/iu, /other/iu],
  human: [/human|operator|hand|person|staff|complain/iu, /other/iu],
  price: [/price/iu, /question|info|faq|ask/iu, /other/iu],
  hours: [/hours/iu, /question|info|faq|ask/iu, /other/iu],
  services: [/^services/iu, /question|info|faq|ask/iu, /other/iu],
  address: [/address/iu, /question|info|faq|ask/iu, /other/iu],
  wait: [/thank/iu, /small_?talk|greet|chat/iu, /other|none/iu],
  thanks: [/thank/iu, /small_?talk|greet|chat/iu, /other|none/iu],
  greeting: [/greet|hello|small_?talk|chat/iu, /other|none/iu],
  yes: [/yes|confirm|accept/iu, /book/iu, /other/iu],
  no: [/^no$|declin/iu, /other|none/iu],
  other: [/other|unknown|unclear|none/iu],
};

const TASKLESS = new Set<Intent>(['yes', 'no', 'other', 'wait', 'thanks', 'greeting']);

const CLAIMED: Record<Claim['kind'], RegExp> = {
  booked: /book(?!ing_list|ings)|creat|made|reserv/iu,
  changed: /chang|mov|resched|updat/iu,
  cancelled: /cancel/iu,
  offered: /offer|free|slot|availab/iu,
  listed: /list|exist|has|upcoming|existing|read/iu,
  handed_over: /hand|human|person|staff/iu,
};

/** The JSON of a structured call: what the burst is about, in the fields of the schema. */
export function structured(view: View, wish: Wish, schema: Schema): string {
  const intent = intentToTell(view, wish);
  const value = build(schema, schema, '', (name, form) => {
    const key = name.toLowerCase();
    const options = choices(form, schema).flatMap((choice) => choice.enum ?? []);
    if (/intent|action|task|kind|category/u.test(key))
      return named(options, CALLED[intent]) ?? intent;
    if (/service/u.test(key)) return serviceField(key, form, schema, wish);
    if (/specialist|master/u.test(key)) return wish.specialist?.name;
    if (/lang|locale/u.test(key))
      return options.length > 0
        ? named(options, [new RegExp(`^${wish.tongue}`, 'iu')])
        : wish.tongue;
    if (/confiden|certain/u.test(key)) return intent === 'other' ? 0.5 : 0.9;
    if (/summary|text|reply/u.test(key)) return summaryOf(view);
    if (/question/u.test(key)) return wish.questions.length > 0;
    return undefined;
  });
  return checked(value, schema);
}

/** What the burst is about: its own task, the one it goes on with, or what it says besides. */
function intentToTell(view: View, wish: Wish): Intent {
  const { day, time, window, pick } = wish.fresh;
  const details = wish.freshService || day || time || window || pick !== undefined;
  if (['wait', 'thanks', 'greeting'].includes(wish.burst) && !details) return wish.burst;
  const last = view.said.findLast(({ who }) => who === 'us')?.text ?? '';
  const goesOn =
    (details || wish.agreed) && !wish.freshService && (!isDone(last) || last.includes('?'));
  if (goesOn && TASKLESS.has(wish.burst)) {
    return /перенес|move|instead/iu.test(last)
      ? 'change'
      : (wish.task ?? (last === '' ? wish.burst : 'book'));
  }
  return wish.task ?? wish.questions.at(-1) ?? wish.burst;
}

/** The final words of a main call in the shape that was asked for. */
export function worded(view: View, wish: Wish, text: string, claims: Claim[]): string {
  const { format } = view;
  if (!format) return text;
  const value = build(format, format, '', (name, form) => {
    const key = name.toLowerCase();
    if (/claim|statement|facts|commit/u.test(key)) return claimsIn(form, format, claims);
    if (/lang|locale/u.test(key)) return wish.tongue;
    if (/text|reply|message|answer|response/u.test(key)) return text;
    return undefined;
  });
  return checked(value, format);
}

function claimsIn(form: Schema, root: Schema, claims: Claim[]): unknown {
  const list = choices(form, root).find((choice) => choice.items);
  if (!list?.items) return undefined;
  const items = choices(list.items, root);
  return claims.flatMap((claim) => {
    for (const item of items) {
      const built = claimIn(item, root, claim);
      if (built !== undefined && mismatch(built, item, root) === undefined) return [built];
    }
    return [];
  });
}

function claimIn(item: Schema, root: Schema, { kind, fact = {} }: Claim): unknown {
  const words = CLAIMED[kind];
  if (typesOf(item).includes('string')) return named(item.enum ?? [], [words]);
  let fits = false;
  const value = build(item, root, '', (name, form) => {
    const key = name.toLowerCase();
    const options = choices(form, root).flatMap((choice) => [
      ...(choice.enum ?? []),
      ...(choice.const === undefined ? [] : [choice.const]),
    ]);
    if (/kind|type|claim|action|what|effect/u.test(key) && options.length > 0) {
      const called = named(options, [words]);
      fits ||= called !== undefined;
      return called;
    }
    if (/ref|evidence|proof|about/u.test(key)) {
      return kind === 'offered' ? fact.slotId : (fact.code ?? fact.bookingId);
    }
    return factField(key, fact);
  });
  return fits ? value : undefined;
}

function factField(key: string, fact: Fact): unknown {
  if (/code/u.test(key)) return fact.code ?? fact.bookingId;
  if (/slot/u.test(key)) return fact.slotId;
  if (/booking/u.test(key)) return fact.bookingId ?? fact.code;
  if (/service/u.test(key))
    return /id/u.test(key) ? fact.serviceId : (fact.service ?? fact.serviceId);
  if (/specialist/u.test(key))
    return /id/u.test(key) ? fact.specialistId : (fact.specialist ?? fact.specialistId);
  if (/start|moment|when/u.test(key)) {
    return fact.date && fact.time ? `${fact.date}T${fact.time}` : fact.when;
  }
  if (/date|day/u.test(key)) return fact.date;
  if (/time/u.test(key)) return fact.time;
  return undefined;
}

/** Builds a value of a schema; `knows` gives what is known for a field, the rest says nothing. */
function build(
  raw: Schema,
  root: Schema,
  name: string,
  knows: (name: string, form: Schema) => unknown,
): unknown {
  const schema = resolved(raw, root);
  if (name !== '') {
    const known = knows(name, schema);
    if (known !== undefined && mismatch(known, schema, root) === undefined) return known;
  }
  const form = choices(schema, root).find((choice) => typesOf(choice).includes('object'));
  if (!form) return emptyOf(schema, root);
  const nullable = choices(schema, root).some((choice) => typesOf(choice).includes('null'));
  const filled: Record<string, unknown> = {};
  let known = false;
  for (const [inner, part] of Object.entries(form.properties ?? {})) {
    const told = knows(inner, resolved(part, root));
    known ||= told !== undefined;
    if (form.required?.includes(inner) || told !== undefined) {
      const value = build(part, root, inner, knows);
      if (value !== '' || form.required?.includes(inner)) filled[inner] = value;
    }
  }
  return nullable && !known ? null : filled;
}

function named(options: readonly unknown[], words: readonly RegExp[]): unknown {
  for (const word of words) {
    const option = options.find((candidate) => word.test(String(candidate)));
    if (option !== undefined) return option;
  }
  return undefined;
}

/** The service by its id where the schema asks for one, else by its name; a list takes a second one too. */
function serviceField(key: string, form: Schema, root: Schema, { service, also }: Wish): unknown {
  const options = choices(form, root).flatMap((choice) => choice.enum ?? []);
  const asId = /id/u.test(key) || /(?<!\w)id(?!\w)/iu.test(form.description ?? '');
  const written = (entry: Entry) => {
    const names = asId ? [entry.id, entry.name] : [entry.name, entry.id];
    return names.find(
      (one) => one !== undefined && (options.length === 0 || options.includes(one)),
    );
  };
  const list = choices(form, root).some((choice) => typesOf(choice).includes('array'));
  if (list) return [service, also].flatMap((entry) => (entry ? (written(entry) ?? []) : []));
  return service && written(service);
}

function summaryOf(view: View): string {
  return view.said
    .slice(-12)
    .map(
      ({ who, text }) =>
        `${who === 'client' ? '>' : '<'} ${text.replace(/\s+/gu, ' ').slice(0, 160)}`,
    )
    .join('\n');
}

function checked(value: unknown, schema: Schema): string {
  const problem = mismatch(value, schema);
  // A schema this receptionist cannot fill is a gap of the stand-in: say so where it is seen.
  if (problem) throw new Error(`The stand-in cannot fill the asked schema: ${problem}`);
  return JSON.stringify(value);
}
