import { affirmed } from './affirmed.ts';
import { perText } from './per-text.ts';

/** A day as people name it; nothing is resolved here. */
export type DayWish =
  | { kind: 'relative'; days: number }
  | { kind: 'weekday'; weekday: Weekday; weeksAhead: number }
  | { kind: 'dayMonth'; day: number; month: number | undefined; weekday?: Weekday }
  | { kind: 'date'; date: string; weekday?: Weekday }
  | { kind: 'week'; weeksAhead: number };

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

export interface When {
  day?: DayWish;
  /** `HH:MM`. */
  time?: string;
  window?: { from?: string; to?: string };
  /** Minutes later (or earlier, below zero) than the booking that is spoken of. */
  shift?: number;
  /** 1 = the first of the offers, -1 = the last. */
  pick?: number;
}

const WEEKDAYS: [Weekday, string][] = [
  ['mon', 'понеділ|понедельник|monday|mon(?!\\p{L})|пн(?!\\p{L})'],
  ['tue', 'вівтор|вторник|tuesday|tue(?!\\p{L})|вт(?!\\p{L})'],
  ['wed', 'серед[ауиіо](?!\\p{L})|сред[ауые](?!\\p{L})|wednesday|wed(?!\\p{L})|ср(?!\\p{L})'],
  ['thu', 'четвер(?!т)|thursday|thu(?!\\p{L})|чт(?!\\p{L})'],
  ['fri', "п['’ʼ]?ятниц|friday|fri(?!\\p{L})|пт(?!\\p{L})"],
  ['sat', 'субот|суббот|saturday|sat(?!\\p{L})|сб(?!\\p{L})'],
  ['sun', 'неділ|воскресень|sunday|sun(?!\\p{L})|нд(?!\\p{L})'],
];

const MONTHS = [
  'січ|январ|jan',
  'лют|феврал|feb',
  'берез|март|mar(?!s)',
  'квіт|апрел|apr',
  'трав|ма[йяе](?!\\p{L})|may',
  'черв|июн|jun',
  'лип|июл|jul',
  'серп|август|aug',
  'верес|сентябр|sep',
  'жовт|октябр|oct',
  'листоп|ноябр|nov',
  'груд|декабр|dec',
];

const NUMBERS: Record<string, number> = {};
for (const [value, words] of Object.entries({
  1: 'перш[уаоі]\\p{L}*|час(?!\\p{L})|one',
  2: 'друг[уаоі]\\p{L}*|два|two',
  3: 'трет[юяі]\\p{L}*|три|three',
  4: 'четверт[уаоі]\\p{L}*|чотири|четыре|four',
  5: "п['’ʼ]?ят[уаоі]\\p{L}*|пять|five",
  6: 'шост[уаоі]\\p{L}*|шесть|six',
  7: 'сьом[уаоі]\\p{L}*|семь|seven',
  8: 'восьм[уаоі]\\p{L}*|восемь|eight',
  9: "дев['’ʼ]?ят[уаоі]\\p{L}*|девять|nine",
  10: 'десят[уаоі]\\p{L}*|десять|ten',
  11: 'одинадцят[уаоі]\\p{L}*|одиннадцать|eleven',
  12: 'дванадцят[уаоі]\\p{L}*|двенадцать|twelve',
})) {
  NUMBERS[words] = Number(value);
}

const START = '(?<![\\p{L}\\p{N}])';
const NEXT = '(?:наступн|следующ|будущ|next)\\p{L}*\\s+';
const AT = '(?:об|о|в|во|на|at|к|ко|около|близько|by|@|around)';
const HOUR_WORD =
  "(?:годин[іуи]?|год\\.?|час(?:а|ов|у|ам)?(?!\\p{L})|ч\\.?(?!\\p{L})|o['’]?clock|h(?!\\p{L}))";
const HALF = '\\s*(a\\.?m\\.?|p\\.?m\\.?|ранку|утра|дня|вечора|вечера|ночі|ночи)';
const MONTH_NAMES = MONTHS.join('|');

const SHIFT =
  /(?<!\p{L})((?:на\s+)?(?:пів\s?години|полчаса|30 (?:хв|мин)\p{L}*|half an hour|(?:an?|one|two|\d)?\s?hours?|(?:одну |дві |\d )?годин[уи]|(?:один |два |\d )?час(?:а)?))\s+(пізніше|раніше|позже|раньше|later|earlier)/iu;

interface Found<T> {
  at: number;
  end: number;
  value: T;
}

/** What a text says about time. Of several days or hours the last one counts: people change their mind aloud. */
export const readWhen = perText(read);

function read(raw: string): Readonly<When> {
  const text = affirmed(raw.toLowerCase().replace(/[’ʼ`]/g, "'"));
  const shift = SHIFT.exec(text);
  if (shift) {
    const amount = /пів|пол|half|30/u.test(shift[1] ?? '')
      ? 30
      : 60 *
        (Number(/\d/u.exec(shift[1] ?? '')?.[0]) || (/дві|два|two/u.test(shift[1] ?? '') ? 2 : 1));
    return { shift: /пізніше|позже|later/u.test(shift[2] ?? '') ? amount : -amount };
  }
  const days = findDays(text);
  const masked = mask(text, days);
  const windows = findWindows(masked);
  const times = findTimes(mask(masked, windows));
  const when: When = {};
  const day = last(days);
  const window = last(windows);
  const time = last(times);
  if (day) when.day = withWeekday(day, days);
  if (time) when.time = time.value;
  // «вранці о 10» names one hour; «о 10, ні, краще ввечері» takes it back.
  if (window && (!time || (window.at > time.at && !holds(window.value, time.value)))) {
    when.window = window.value;
    delete when.time;
  }
  const pick = findPick(masked);
  if (pick !== undefined) when.pick = pick;
  return when;
}

function findDays(text: string): Found<DayWish>[] {
  const found: Found<DayWish>[] = [];
  const add = (pattern: string, read: (match: RegExpExecArray) => DayWish | undefined) => {
    for (const match of text.matchAll(new RegExp(pattern, 'giu'))) {
      const value = read(match);
      if (!value) continue;
      const at = match.index;
      const end = at + match[0].length;
      // The first, longer patterns own their words: «післязавтра» is not «завтра».
      if (!found.some((other) => at < other.end && end > other.at)) found.push({ at, end, value });
    }
  };
  add(`${START}(20\\d\\d)-(\\d\\d)-(\\d\\d)(?!\\d)`, ([date]) => ({ kind: 'date', date }));
  add(
    `${START}(\\d{1,2})(?:-?(?:го|е|ого|th|st|nd|rd))?\\s+(?:of\\s+)?(${MONTH_NAMES})\\p{L}*`,
    ([, day, name]) => dayMonth(day, monthOf(name)),
  );
  add(
    `${START}(${MONTH_NAMES})\\p{L}*\\s+(\\d{1,2})(?:th|st|nd|rd)?(?![\\p{N}:])`,
    ([, name, day]) => dayMonth(day, monthOf(name)),
  );
  add(`${START}(\\d{1,2})[./](\\d{1,2})(?:[./](20\\d\\d|\\d\\d))?(?![\\p{N}:])`, (match) => {
    const [, day, month, year] = match;
    // «о 10.11» and «at 10.11» are hours.
    if (!year && new RegExp(`${START}(?:об|о|at)\\s*$`, 'u').test(text.slice(0, match.index))) {
      return undefined;
    }
    return Number(month) <= 12 && month?.length === 2 ? dayMonth(day, Number(month)) : undefined;
  });
  add(`${START}(\\d{1,2})(?:-?(?:го|ого)|\\s+числа|th|st|nd|rd)(?!\\p{L})`, ([, day]) =>
    dayMonth(day, undefined),
  );
  add(`${START}(?:післязавтра|послезавтра|(?:the\\s+)?day after tomorrow)`, () => relative(2));
  add(`${START}(?:сьогодні|сегодня|today|tonight)`, () => relative(0));
  add(`${START}(?:завтра|tomorrow)`, () => relative(1));
  add(`${START}(?:через|in)\\s+(\\d{1,2})\\s+(?:дн|ден|day)\\p{L}*`, ([, days]) =>
    relative(Number(days)),
  );
  add(`${START}(?:через\\s+(?:тиждень|неделю)|in a week)`, () => relative(7));
  for (const [weekday, stem] of WEEKDAYS) {
    add(
      `${START}(${NEXT})?(?:${stem})\\p{L}*(\\s+(?:наступного тижня|на следующей неделе|next week))?`,
      (match) => ({
        kind: 'weekday',
        weekday,
        weeksAhead: match[1] || match[2] ? 1 : 0,
      }),
    );
  }
  add(`${START}(?:наступн\\p{L}*\\s+тижн\\p{L}*|следующ\\p{L}*\\s+недел\\p{L}*|next week)`, () => ({
    kind: 'week',
    weeksAhead: 1,
  }));
  add(`${START}(?:ц(?:ього|ей)\\s+тиж\\p{L}*|на этой неделе|this week)`, () => ({
    kind: 'week',
    weeksAhead: 0,
  }));
  return found;
}

function findWindows(text: string): Found<{ from?: string; to?: string }>[] {
  const found: Found<{ from?: string; to?: string }>[] = [];
  const add = (
    pattern: string,
    read: (match: RegExpExecArray) => { from?: string; to?: string } | undefined,
  ) => {
    for (const match of text.matchAll(new RegExp(pattern, 'giu'))) {
      const value = read(match);
      const end = match.index + match[0].length;
      if (value && !found.some((other) => match.index < other.end && end > other.at)) {
        found.push({ at: match.index, end, value });
      }
    }
  };
  const hour = `(\\d{1,2})(?:[:.](\\d\\d))?(?:${HALF})?`;
  add(
    `${START}(?:між|между|between|з|із|с|from)\\s+${hour}\\s*(?:і|й|та|и|and|до|to|till|until|-|–)\\s*${hour}(?!\\p{N})`,
    ([, h1, m1, half1, h2, m2, half2]) => {
      const to = hourText(h2, m2, half2);
      const from = hourText(h1, m1, half1 ?? half2);
      return from && to && from < to ? { from, to } : undefined;
    },
  );
  add(
    `${START}(?:після|после|after|не раніше|не раньше|починаючи з|начиная с|from)\\s+${hour}(?!\\p{N})`,
    (m) => bound('from', hourText(m[1], m[2], m[3])),
  );
  add(`${START}(?:до|before|by|не пізніше|не позже)\\s+${hour}(?!\\p{N})`, (m) =>
    bound('to', hourText(m[1], m[2], m[3])),
  );
  add(
    `${START}(?:після обіду|по обіді|пополудні|после обеда|(?:in the )?afternoon|after lunch)`,
    () => ({
      from: '12:00',
      to: '18:00',
    }),
  );
  add(`${START}(?:до обіду|до обеда|before noon|before lunch)`, () => ({ to: '12:00' }));
  add(
    `(?<![\\p{L}\\p{N}]|\\d\\s)(?:вранці|зранку|уранці|ранком|утром|с утра|(?:in the )?morning)(?!\\p{L})`,
    () => ({
      to: '12:00',
    }),
  );
  add(`(?<!\\p{L})(?:вдень|удень|днем|днём|during the day)(?!\\p{L})`, () => ({
    from: '11:00',
    to: '17:00',
  }));
  add(
    `(?<![\\p{L}])(?:ввечері|увечері|вечором|під вечір|вечером|(?:in the )?evening|tonight)(?!\\p{L})`,
    () => ({
      from: '16:00',
    }),
  );
  return found;
}

function findTimes(text: string): Found<string>[] {
  const found: Found<string>[] = [];
  const add = (pattern: string, read: (match: RegExpExecArray) => string | undefined) => {
    for (const match of text.matchAll(new RegExp(pattern, 'giu'))) {
      const value = read(match);
      const end = match.index + match[0].length;
      if (value && !found.some((other) => match.index < other.end && end > other.at)) {
        found.push({ at: match.index, end, value });
      }
    }
  };
  add(`${START}(\\d{1,2})[:.](\\d\\d)(?:${HALF})?(?![\\p{N}.])`, ([, h, m, half]) =>
    hourText(h, m, half),
  );
  add(`${START}(\\d{1,2})${HALF}(?!\\p{L})`, ([, h, half]) => hourText(h, undefined, half));
  add(`${START}(?:опівдні|в полдень|полудень|noon|midday)(?!\\p{L})`, () => '12:00');
  add(`${START}(\\d{1,2})\\s*${HOUR_WORD}`, ([, h]) => hourText(h));
  add(
    `${START}${AT}\\s*(\\d{1,2})(?![\\p{N}:%]|[./]\\d)(?!\\s*(?:грн|хв|мин|minutes|uah))`,
    ([, h]) => hourText(h),
  );
  for (const [words, value] of Object.entries(NUMBERS)) {
    add(`${START}(?:пів на|пол|половин[аеу]\\s+)\\s*(?:${words})`, () =>
      hourText(String(value === 1 ? 12 : value - 1), '30'),
    );
    add(`${START}half past\\s+(?:${words})(?!\\p{L})`, () => hourText(String(value), '30'));
    add(`${START}(?:об|о|в|на|at)\\s+(?:${words})(?!\\p{L})(?:${HALF})?`, ([, half]) =>
      hourText(String(value), undefined, half),
    );
  }
  add(`^\\s*(\\d{1,2})\\s*[.!]?\\s*$`, ([, h]) => hourText(h));
  return found;
}

function findPick(text: string): number | undefined {
  const picks: [number, string][] = [
    [1, 'перш(?:ий|а|е|у|ого)|перв(?:ый|ая|ое|ую|ого)|first|1-й'],
    [2, 'друг(?:ий|а|е|у|ого)|втор(?:ой|ая|ое|ую|ого)|second|2-й'],
    [3, 'трет(?:ій|я|є|ю|ього)|трет(?:ий|ья|ье|ью|ьего)|third|3-й'],
    [4, 'четверт(?:ий|а|е|у|ый|ая|ое|ую)|fourth'],
    [-1, 'останн(?:ій|я|є|ю)|последн(?:ий|яя|ее|юю)|the last|last one'],
  ];
  let best: { at: number; pick: number } | undefined;
  for (const [pick, words] of picks) {
    // «о третій» is an hour, «третій» a choice.
    const pattern = new RegExp(
      `(?<!(?:^|[^\\p{L}])(?:об|о|at)\\s)${START}(?:${words})(?!\\p{L})`,
      'giu',
    );
    for (const match of text.matchAll(pattern)) {
      if (!best || match.index > best.at) best = { at: match.index, pick };
    }
  }
  return best?.pick;
}

/** An hour as people say it: without am or pm the working day is meant. */
function hourText(hour = '', minute = '00', half?: string): string | undefined {
  let value = Number(hour);
  if (value > 24 || Number(minute) > 59) return undefined;
  if (half) {
    const late = /^(p|дня|вечора|вечера)/u.test(half);
    if (late && value < 12) value += 12;
    if (/^a/u.test(half) && value === 12) value = 0;
  } else if (value >= 1 && value <= 7 && hour.length === 1) value += 12;
  return `${String(value).padStart(2, '0')}:${minute}`;
}

const bound = (side: 'from' | 'to', time: string | undefined) =>
  time === undefined ? undefined : { [side]: time };

/** «у п'ятницю, 24 листопада» names one day twice: both are told, since they may disagree. */
function withWeekday(day: Found<DayWish>, days: Found<DayWish>[]): DayWish {
  const beside = days.find(
    (other) =>
      other !== day && (Math.abs(other.at - day.end) <= 6 || Math.abs(day.at - other.end) <= 6),
  );
  if (!beside) return day.value;
  const [dated, named] =
    day.value.kind === 'weekday' ? [beside.value, day.value] : [day.value, beside.value];
  const pair = (dated.kind === 'dayMonth' || dated.kind === 'date') && named.kind === 'weekday';
  return pair ? { ...dated, weekday: named.weekday } : day.value;
}

function holds(window: { from?: string; to?: string }, time: string): boolean {
  return (window.from ?? '00:00') <= time && time < (window.to ?? '24:00');
}

const relative = (days: number): DayWish => ({ kind: 'relative', days });

function dayMonth(day: string | undefined, month: number | undefined): DayWish | undefined {
  const value = Number(day);
  return value >= 1 && value <= 31 ? { kind: 'dayMonth', day: value, month } : undefined;
}

function monthOf(name = ''): number {
  return MONTHS.findIndex((stems) => new RegExp(`^(?:${stems})`, 'iu').test(name)) + 1;
}

function last<T>(found: Found<T>[]): Found<T> | undefined {
  return found.reduce<Found<T> | undefined>(
    (best, one) => (!best || one.at > best.at ? one : best),
    undefined,
  );
}

function mask(text: string, found: Found<unknown>[]): string {
  let masked = text;
  for (const { at, end } of found) {
    masked = masked.slice(0, at) + '·'.repeat(end - at) + masked.slice(end);
  }
  return masked;
}
