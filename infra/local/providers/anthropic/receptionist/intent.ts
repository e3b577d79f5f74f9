import { perText } from './per-text.ts';

/** What a client wants, in the receptionist's own words. */
export type Intent =
  | 'book'
  | 'change'
  | 'cancel'
  | 'list'
  | 'human'
  | 'price'
  | 'hours'
  | 'services'
  | 'address'
  | 'wait'
  | 'thanks'
  | 'greeting'
  | 'yes'
  | 'no'
  | 'other';

const S = '(?<![\\p{L}\\p{N}])';
const E = '(?!\\p{L})';

// In order of weight: «скасуйте запис» speaks of a booking and still is a cancellation.
const SIGNS: [Intent, string][] = [
  [
    'human',
    `${S}(?:(?:жив\\p{L}+|реальн\\p{L}+)\\s+(?:людин|человек)|людин[оуа]|адміністратор|администратор|оператор|менеджер|человек(?:ом|а)|real person|human|operator|manager|speak to (?:a |the )?(?:person|someone)|скарг|жалоб|complain)`,
  ],
  [
    'cancel',
    `${S}(?:скасу|скасов|відмін|відмов(?:ит|ля)|отмен|cancel|не (?:зможу|прийду|смогу|приду)|can(?:'|no)?t (?:make it|come)|call off)`,
  ],
  [
    'change',
    `${S}(?:перенес|перенос|перезапи|пересун|зміни(?:ти|ть)|змінит|измени|поменя|помінят|передвин|reschedul|move${E}|postpone|change${E}|another time for|different time for)`,
  ],
  [
    'list',
    `${S}(?:мо[їєя]\\p{L}*\\s+запис|мо[иея]\\p{L}*\\s+запис|(?:на )?коли я запис|(?:на )?когда я запис|я (?:вже |уже )?запис(?:ан|ал)|чи (?:я )?записан|(?:на|о) котр\\p{L}+ (?:я|в мене)|my (?:booking|appointment|visit)s?|when am i|do i have (?:a|an|any)|what (?:do|have) i (?:have )?(?:booked)?)`,
  ],
  [
    'price',
    `${S}(?:скільки (?:\\p{L}+ ){0,3}(?:кошту|буде)|ціна|ціни|вартіст|прайс|почім|сколько (?:\\p{L}+ ){0,3}(?:стои|будет)|цен[аыу]${E}|стоимост|how much|price|cost|charge)`,
  ],
  [
    'hours',
    `${S}(?:(?:коли|як|до котрої|з котрої|години) (?:ви )?працю|графік|режим роботи|ви працюєте|(?:когда|как|до скольки) (?:вы )?работает|график|вы работаете|opening hours|working hours|when (?:are|do) you (?:open|work)|are you open)`,
  ],
  [
    'address',
    `${S}(?:адрес|де ви (?:знаход|розташ)|где вы (?:наход|располож)|where are you|address|location)`,
  ],
  [
    'services',
    `${S}(?:які (?:у вас )?(?:є )?послуг|що ви роб|перелік послуг|какие (?:у вас )?(?:есть )?услуг|что вы дела|what services|which services|what do you (?:offer|do))`,
  ],
  [
    'wait',
    `${S}(?:зачекаю|почекаю|подожду|дождусь|дочекаюсь|(?:i'll|i will|i can|happy to) wait${E})`,
  ],
  [
    'book',
    `${S}(?:запи(?:ш|с[ау])|забронюв|заброниров|бронь|бронювання|book${E}|booking|appointment|reserve|schedule${E}|хоч[уе]|хотів|хотіл|хотел|потрібн|нужн|треба|можна|можно|is there|any (?:free )?(?:time|slot)|вільн|свободн|available|i(?:'d| would) like|i want|i need|need a|have a|get a|get my)`,
  ],
  ['thanks', `${S}(?:дяку|спасиб|благодар|thank|thx)`],
  [
    'greeting',
    `${S}(?:прив[іе]т|віта(?:ю|ємо)|добр(?:ий|ого|ой|ый|ое)\\p{L}*\\s+(?:день|дня|ран\\p{L}+|веч\\p{L}+|утро)|доброго|здравствуй|здоров|hello|hi${E}|hey${E}|good (?:morning|day|evening|afternoon)|/start)`,
  ],
];

const YES =
  /^(?:[\s,.!]|(?<!\p{L})(?:так|да|ага|угу|звісно|звичайно|конечно|ок|ok|okay|окей|добре|гаразд|хорошо|давай(?:те)?|підходить|подходит|супер|чудово|отлично|yes|yeah|yep|sure|great|perfect|fine|works|sounds good|that works|please|confirm|підтверджую|подтверждаю|будь ласка|пожалуйста|класно|беру|it|for me|мені|мне|це|это|this|that|one))+$/iu;
const NO =
  /^(?:[\s,.!]|(?<!\p{L})(?:ні|нет|не|no|nope|not|дякую|спасибо|thanks|thank you|треба|надо|нужно|потрібно|підходить|подходит|now))+$/iu;

/** The weightiest thing a text asks for. */
export const intentOf = perText(read);

function read(raw: string): Intent {
  const text = raw.toLowerCase().replace(/[’ʼ`]/g, "'");
  const plain = text.replace(/\p{Extended_Pictographic}|\uFE0F|[)(:]/gu, ' ').trim();
  if (
    plain !== '' &&
    NO.test(plain) &&
    /(?<!\p{L})(?:ні|нет|не|no|nope|not)(?!\p{L})/u.test(plain)
  ) {
    return 'no';
  }
  if (plain !== '' && YES.test(plain)) return 'yes';
  return SIGNS.find(([, sign]) => new RegExp(sign, 'iu').test(text))?.[0] ?? 'other';
}

/** Whether the text begins by agreeing: «так, о 15» and "yes, the first one". */
export function agrees(raw: string): boolean {
  return /^\s*(?:так|да|ага|звісно|конечно|ок|окей|добре|хорошо|давайте|yes|yeah|ok|okay|sure)(?!\p{L})/iu.test(
    raw,
  );
}
