import { sentencesOf, statedClauses } from './clauses.ts';

const START = '(?<![\\p{L}])';
const END = '(?![\\p{L}])';
/** Words by which a time is said to be free. */
const FREE = new RegExp(
  `${START}(?:вільн\\p{L}*|віконц\\p{L}*|доступн\\p{L}*|(?:можу|можемо) запропонувати|пропоную|свободн\\p{L}*|окно|окошк\\p{L}*|(?:могу|можем) предложить|предлагаю|free|available|availability|vacant|openings?|can (?:offer|do)|could (?:offer|do))${END}`,
  'iu',
);
/** Free of charge, or of constraint. */
const OTHER_FREE =
  /free (?:of|to|parking|consultation|wi-?fi)\b|for free|feel free|безкоштовн|бесплатн|вільно володі/iu;
const DENIED = new RegExp(
  `${START}(?:не|немає|нема|нет|нету|no|not|none|nothing|isn['’]t|aren['’]t|without|зайнят\\p{L}*|занят\\p{L}*|taken|busy|booked|if|якщо|если|when|коли|когда|чи|ли|whether)${END}`,
  'iu',
);
/** When the business is open. */
const HOURS =
  /працю|робоч|графік|відкрит|відчин|зачин|работ|график|открыт|закрыт|\bopen|\bclos|\bhours|\bwork/iu;
/** What the client asked for is no promise. */
const WISHED =
  /прос|хот|хоч|пита|спраш|бажа|жела|зручн|удобн|підход|подход|ask|want|wish|said|mention|like|prefer|suit|look|шука|ищ|перевір|провер|check|can|could|мож|мог|would|shall/iu;
const TIME = /(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?!\d)|(?<![\d:])(1[0-2]|\d)\s?(am|pm)\b/giu;
/** The edge of a span is no time that is offered. */
const EDGE = new RegExp(
  `${START}(?:після|до|з|від|по|после|с|от|from|to|after|before|until|till|between|and before)\\s*$`,
  'iu',
);

/**
 * The times that a text says are free or settled, as `HH:MM`: every one that it tells. Questions, wishes, denials, and the edges of a span ("after 15:00") are not
 * among them.
 */
export function freeTimesIn(text: string): string[] {
  const times: string[] = [];
  let listing = false;
  for (const sentence of sentencesOf(text)) {
    const goesOn: boolean = listing && /^[\s•*·–-]*(?:\p{L}+[\s,]+){0,3}\d/u.test(sentence);
    const clauses = statedClauses(sentence);
    const isFree =
      !OTHER_FREE.test(sentence) &&
      clauses.some((clause) => FREE.test(clause) && !DENIED.test(clause));
    listing = isFree || goesOn;
    for (const clause of clauses) {
      const isTold = !DENIED.test(sentence) && !WISHED.test(clause) && !HOURS.test(clause);
      if ((!listing && !isTold) || DENIED.test(clause)) continue;
      for (const match of clause.matchAll(TIME)) {
        if (!EDGE.test(clause.slice(0, match.index))) times.push(wallTime(match));
      }
    }
  }
  return times;
}

function wallTime([, hour, minute, half, noon]: RegExpMatchArray): string {
  if (hour !== undefined) return `${hour.padStart(2, '0')}:${minute}`;
  const from = noon?.toLowerCase() === 'pm' ? 12 : 0;
  return `${String((Number(half) % 12) + from).padStart(2, '0')}:00`;
}
