import { perText } from './per-text.ts';

/** Languages the receptionist speaks. */
export type Tongue = 'uk' | 'en' | 'ru';

const UKRAINIAN =
  /[іїєґ]|(?<!\p{L})(?:так|ні|дякую|будь|ласка|добр[еиі]\p{L}*|прив[іi]т|вранці|зранку|запиш[іи]ть|можна|хочу б|мене|треба|стрижку на завтра|коли|який|яка|яке|яку|цей|скас\p{L}*|відм\p{L}*|запис|запису|людин\p{L}*|поклич\p{L}*|гаразд|годину|масаж\p{L}*|краще|ще|також|завтра о|субот\p{L}|серед[уа]|о \d+)(?!\p{L})/giu;
const RUSSIAN =
  /[ыэъё]|(?<!\p{L})(?:да|нет|спасибо|пожалуйста|здравствуй\p{L}*|привет|можно|хотел\p{L}*|меня|надо|нужно|когда|какой|какая|какое|какие|запишите|записаться|перенес(?:ите|ти)|отмен\p{L}*|позов\p{L}*|запись|записи|ещё|лучше|также|суббот\p{L}|сред[уа]|в \d+|массаж\p{L}*|что|есть|утром|вечером|день|маникюр\p{L}*|пятниц\p{L}*|вторник\p{L}*|сегодня|послезавтра|давайте|подходит|хорошо|мне|сколько|стоит|первый|второй|третий|удобно)(?!\p{L})/giu;

/**
 * The language of the latest text that tells one.
 * @param texts newest first
 */
export function tongueOf(texts: readonly string[], hint?: Tongue): Tongue {
  for (const text of texts) {
    const told = tongueOfOne(text);
    if (told) return told;
  }
  // Cyrillic that tells nothing more, or digits and emoji alone.
  return hint ?? 'uk';
}

const tongueOfOne = perText((text): Tongue | '' => tongueIn(text) ?? '');

function tongueIn(text: string): Tongue | undefined {
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (cyrillic === 0) return latin > 1 ? 'en' : undefined;
  if (latin > cyrillic * 2) return 'en';
  const ukrainian = text.match(UKRAINIAN)?.length ?? 0;
  const russian = text.match(RUSSIAN)?.length ?? 0;
  if (ukrainian === russian) return undefined;
  return ukrainian > russian ? 'uk' : 'ru';
}
