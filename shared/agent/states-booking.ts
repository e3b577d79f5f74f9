import { sentencesOf, statedClauses } from './clauses.ts';
import { commitsToClient } from './commits-to-client.ts';

/**
 * Words by which a text says that something was booked, moved or cancelled, or that a booking stands. Stems, since
 * Ukrainian and Russian bend them; in each entry the last word is the one that a negation would precede.
 */
const STATEMENTS: readonly string[] = [
  // Ukrainian
  'записа(?:в|ла|ли|но|ний|на|ні)',
  'записую|записуємо|запишемо вас|вписа(?:в|ла|ли|но)',
  'за?бронюва(?:в|ла|ли)|за?бронюю|заброньован\\p{L}*|бронюю|бронюємо',
  'зарезервува(?:в|ла|ли)|зарезервован\\p{L}*|резервую',
  'зан(?:іс|есла|если|есено)|вн(?:іс|есла|если|есено)',
  'закріпи(?:в|ла|ли)|закріплен\\p{L}*|запланува(?:в|ла|ли)|запланован\\p{L}*|призначи(?:в|ла|ли)|призначен\\p{L}*',
  'перен(?:іс|есла|если|есено|есений|есена)|переношу|переносимо|пересуну(?:в|ла|ли|то)|перезаписа(?:в|ла|ли|но)|зміни(?:в|ла|ли) (?:ваш|час|запис)\\p{L}*',
  'скасува(?:в|ла|ли)|скасован\\p{L}*|скасовую|відміни(?:в|ла|ли)|відмінен\\p{L}*|відміняю|анульован\\p{L}*|анулюва(?:в|ла|ли)|зня(?:в|ла|ли) (?:ваш )?запис',
  'оформи(?:в|ла|ли)|оформлен\\p{L}*|підтвердж(?:ено|ений|ена|ую|уємо)|підтверди(?:в|ла|ли)|створи(?:в|ла|ли) запис|запис створен\\p{L}*|бронювання створен\\p{L}*',
  'чекаємо|чекатимемо|чекатиму|до зустрічі|побачимо?ся|побачимось',
  'готово|зроблено|(?:час|місце|слот)\\p{L}* (?:вже )?(?:за вами|ваш)',
  // Russian
  'записал[аи]?|записан[аыо]?|записываю|записываем|вписал[аи]?',
  'забронировал[аи]?|забронирован[аыо]?|бронирую|бронируем|зарезервировал[аи]?|зарезервирован[аыо]?|резервирую',
  'вн[её]с(?:ла|ли)?|внесен[аыо]?|внесён|зан[её]с(?:ла|ли)?|закрепил[аи]?|закрепл[её]н[аыо]?|назначил[аи]?|назначен[аыо]?|запланировал[аи]?|запланирован[аыо]?',
  'перен[её]с(?:ла|ли)?|перенес[её]н[аыо]?|переношу|переносим|передвинул[аи]?|сдвинул[аи]?|перезаписал[аи]?|перезаписан[аы]?',
  'отменил[аи]?|отмен[её]н[аыо]?|отменяю|отменяем|аннулировал[аи]?|аннулирован[аыо]?|снял[аи]? (?:вашу )?запись',
  'оформил[аи]?|оформлен[аыо]?|подтвержд[её]н[аыо]?|подтвержда(?:ю|ем)|подтвердил[аи]?|создал[аи]? запись|запись создана',
  'жд[её]м|до встречи|увидимся|сделано|(?:время|место)\\p{L}* (?:уже )?(?:за вами|ваше)',
  // English
  '(?:re-?)?booked|(?:re)?scheduled|reserved|moved|shifted|postponed|switched|cancell?ed|called off|confirmed|arranged|secured|locked in|finali[sz]ed|registered',
  "all set|you(?:['’]re| are) set|set you up|(?:put|got|have|fit|squeezed|slotted|pencill?ed) you (?:down|in)|done|sorted|taken care of",
  "see you (?:on|at|tomorrow|then|there|next|this|in|\\p{L}+day)|(?:looking forward to|can['’]t wait to) see(?:ing)? you|expecting you|(?:is|are) yours",
  'in the (?:calendar|diary|schedule|book|books|system)',
  // An accepted request, and a code: what receipts say
  '(?:запит|заявк|запрос)\\p{L}*(?: на \\p{L}+)? (?:прийнят|надіслан|створен|оформлен|принят|отправлен|создан)\\p{L}*',
  '(?:booking |your )?request (?:is|was|has been) (?:accepted|received|submitted|sent|placed)|(?:held|kept|saved) for you',
  'код (?:запису|записи|бронювання|бронирования|підтвердження|подтверждения)|(?:booking|confirmation|reservation|appointment) (?:code|number|id)',
];

/** A standing booking that is spoken of with its time: "Ваш запис на 10:00", "your appointment is on Friday". */
const STANDING: readonly string[] = [
  'ваш\\p{L}* (?:\\p{L}+ )?(?:запис|візит|бронювання|бронь|запись|визит)\\p{L}* (?:\\p{L}+ )?(?:на|о|об|в|у|буде|будет|відбудеться|состоится|є|есть|активн\\p{L}*)',
  'your (?:\\p{L}+ )?(?:appointment|booking|visit|reservation|session|slot) (?:is|has been|was|will be|for|on|at|starts|stands)',
  'you have (?:an?|your) (?:\\p{L}+ )?(?:appointment|booking|reservation)',
  'у вас (?:є |есть )?(?:\\p{L}+ )?(?:запис|запись|візит|визит|бронювання|бронь)',
];

/** A visit or its row, as clients and receptionists call it. */
const VISIT =
  '(?:запис(?!к)\\p{L}*|візит\\p{L}*|визит\\p{L}*|брон\\p{L}*|резерв\\p{L}*|місц\\p{L}*|мест\\p{L}*|appointments?|bookings?|visits?|reservations?|slots?|spots?|seats?|places?)';
/** Up to three words between the parts of a statement. */
const NEAR = '\\s+(?:[^\\s]+\\s+){0,3}?';
/** Who did something to a visit, or to the client: "додала вас", "змінила час візиту", "removed your appointment". */
const DONE_TO_VISIT = [
  `(?:змін|видал|удал|измен|дода|добав|постав|перестав|посуну|зсуну|подвину|прибра|убра|створ|созда|зроб|сдела|включ|заведе?н?|завел|завёл|отмет|відміт|узгод|согласова|зафіксува|зафиксирова)(?:и)?(?:в|ла|ли|л|ли)${NEAR}(?:вас|ваш\\p{L}*${NEAR}${VISIT}|${VISIT}|(?:час|время|дату) візиту|(?:час|время|дату) визита)`,
  `(?:added|changed|removed|grabbed|secured|snagged|deleted|pushed|made|created|set|placed|entered|updated|brought|dropped|fixed|logged|slotted|signed|filed)${NEAR}(?:you|your${NEAR}${VISIT}|${VISIT})`,
];
/** What became of a visit: "візит змінено", "бронь создана", "your appointment has been removed". */
const VISIT_IS = [
  `(?:${VISIT}|час візиту|время (?:вашего )?визита)(?:\\s+[^\\s]+){0,3}?\\s+(?:(?:змінен|збережен|сохран[её]н|видален|удал[её]н|измен[её]н|додан|добавлен|поставлен|прибран|убран|створен|создан|зроблен|сделан|знят|снят|внесен|зафіксован|зафиксирован|узгоджен|согласован|погоджен|активн|чинн|діє|действует|чека|жд[её]т|переїха|переехал)\\p{L}*)`,
  `(?:${VISIT}|cancellation|change|request)(?:\\s+[^\\s]+){0,3}?\\s+(?:made|created|removed|deleted|changed|updated|complete|completed|saved|set|placed|active|off|gone|held|kept|yours|fixed|held|logged|entered|settled|on file|in place|through)`,
];
/** The client stands in a list, or is awaited: "ви в розкладі", "you are down for", "майстер вас чекає". */
const CLIENT_IS = [
  `(?:ви|вы|вас|(?:ваш\\p{L}*|your)\\s+\\p{L}+)\\s+(?:[^\\s]+\\s+)?(?:в|у|на)\\s+(?:[^\\s]+\\s+)?(?:розклад|графік|списк|расписани|график|план|календар|журнал)\\p{L}*`,
  `you(?:\\s+are|['’]re)\\s+(?:now\\s+|already\\s+|all\\s+)?(?:on the (?:list|schedule|books?|calendar)|in (?:for|with)|down (?:for|with|on|at)|good to go|confirmed|expected|set)`,
  `(?:чекати?м\\p{L}*|чека(?:є|ють)|жд[её]т|ждут|ждать)\\s+(?:на\\s+)?вас|(?:будет|буде) вас (?:ждать|чекати)|вас\\s+(?:[^\\s]+\\s+)?(?:чекати?м\\p{L}*|чека(?:є|ють)|жд[её]т|ждут|ждать)|(?:will be |is |are )?waiting for you|(?:looking|look) forward to see(?:ing)? you|(?:booking|scheduling|reserving|putting) (?:you|it|this)|(?:час|время)(?:\\s+[^\\s]+){0,2}?\\s+(?:тепер|теперь|уже|вже)\\s+ваше?`,
  `(?:ви|вы|у вас)\\s+(?:вже |уже )?(?:маєте|имеете)\\s+(?:[^\\s]+\\s+)?${VISIT}|you\\s+(?:already |now |still )have\\s+(?:an?|your)\\s+(?:\\p{L}+\\s+)?${VISIT}`,
];

/** Said of a wish, these need no visit beside them: agreed, accepted, gone through. */
const PERFORMED = [
  '(?:прийня(?:в|ла|ли|то)|приня(?:л|ла|ли|то)|прийнято|домови(?:ли|в|ла)\\p{L}*|домовлен\\p{L}*|договорен\\p{L}*|договорил[аи]сь|договорились|узгоджен\\p{L}*|погоджен\\p{L}*|согласован\\p{L}*|зафіксован\\p{L}*|зафиксирован\\p{L}*|переписа(?:в|ла|ли|л)|(?:чекаю|жду) вас|влаштован\\p{L}*|устроен\\p{L}*)',
  '(?:його|її|его|е[её])\\s+(?:прибра|видали|удали|убра|зня|сня|перенес|перен[іё]с|постави)(?:в|ла|ли|л)?',
  `(?:${VISIT}|скасуванн\\p{L}*|перенесенн\\p{L}*|отмен\\p{L}*|перенос\\p{L}*|cancellation|change|move|rescheduling)(?:\\s+[^\\s]+){0,3}?\\s+(?:пройш\\p{L}*|прош\\p{L}*|виконан\\p{L}*|выполнен\\p{L}*|завершен\\p{L}*|оброблен\\p{L}*|обработан\\p{L}*|успішн\\p{L}*|успешн\\p{L}*|дійсн\\p{L}*|действительн\\p{L}*|(?:в|у) сил[іе]|valid|processed|went through|gone through|successful|stands)`,
  `you(?:['’]ve|\\s+have|\\s+were)\\s+(?:now\\s+|already\\s+)?been\\s+\\p{L}+(?:ed|en|wn|t)`,
  `(?:put|wrote|took|taken|got|noted)\\s+(?:your name|you)\\s+(?:down|in|off|out|up|on)|(?:expects?|expecting) you`,
  `(?:ви|вы)\\s+(?:[^\\s]+\\s+)?(?:в|у)\\s+(?:запис\\p{L}*|журнал\\p{L}*)`,
];

const START = '(?<![\\p{L}])';
const END = '(?![\\p{L}])';
const STATED = new RegExp(
  `${START}(?:${[
    ...STATEMENTS,
    ...STANDING,
    ...DONE_TO_VISIT,
    ...VISIT_IS,
    ...CLIENT_IS,
    ...PERFORMED,
  ].join('|')})${END}`,
  'giu',
);

/** Turns the statement round when it stands among the three words before. */
const NEGATION = new RegExp(
  `${START}(?:не|ні|ніколи|нікуди|нічого|нет|никогда|ничего|not|never|nothing|nobody|no one|none|no|cannot|without|без|ніхто|никто|(?:\\p{L}+n['’]t))${END}(?:\\s+\\S+){0,2}\\s*$`,
  'iu',
);
/** Only a thought: the clause is a wish, a condition or a possibility. */
const HEDGE = new RegExp(
  `${START}(?:якщо|щоб|аби|чи|коли|можу|можемо|можна|може|хочете|бажаєте|потрібно|треба|если|чтобы|когда|ли|могу|можем|можно|может|хотите|желаете|нужно|надо|if|once|when|whether|unless|until|before|can|could|may|might|would|want|like|need|needs|must|should|shall|to be|to get|be sure|how|про те|о том)${END}`,
  'iu',
);
/** What will be is a promise only when it has its day or hour. */
const FUTURE = new RegExp(`${START}(?:буде|будуть|будет|будут|will|gets?)${END}`, 'iu');
const MOMENT = new RegExp(
  `\\d|${START}(?:сьогодні|завтра|післязавтра|понеділ\\p{L}*|вівтор\\p{L}*|серед[аиую]|четвер\\p{L}*|п['’ʼ]ятниц\\p{L}*|субот\\p{L}*|неділ\\p{L}*|сегодня|послезавтра|понедельник\\p{L}*|вторник\\p{L}*|сред[аыеу]|четверг\\p{L}*|пятниц\\p{L}*|суббот\\p{L}*|воскресень\\p{L}*|today|tonight|tomorrow|\\p{L}+day)${END}`,
  'iu',
);
/** It did not work out: nothing after it is stated. */
const FAILED = new RegExp(
  `${START}(?:не (?:змо|смо|вда|уда|вийш|выш|получи|можу|могу)\\p{L}*|(?:could|can|did|was|were)(?: not|n['’]t)|cannot|unable)${END}`,
  'iu',
);
/** A negation anywhere in what is stated of a visit. */
const DENIED = new RegExp(
  `${START}(?:не|ні|нет|no|not|never|nothing|without|без|cannot|\\p{L}+n['’]t)${END}`,
  'iu',
);
/** Of a whole sentence: a code with its letters and digits, a new time with its day or hour, an invitation to come. */
const CODE = new RegExp(
  `${START}(?:код|номер|code|number|reference|підтвердження|подтверждение|confirmation)\\p{L}*${END}[^.?!]{0,40}?(?<![\\p{L}\\d])(?=[\\p{L}\\d]*\\d)[\\p{Lu}\\d]{4,10}(?![\\p{L}\\d])`,
  'iu',
);
const PHONE = /телефон|phone|mobile|call|дзвон|звон/iu;
const HELD_TIME = new RegExp(`\\d{1,2}:\\d\\d.{0,20}${START}за вами${END}`, 'iu');
const NEW_TIME = new RegExp(
  `${START}(?:нов(?:ий|а|ое|ая)|new) (?:час|дата|день|время|time|date|day|slot)${END}|${START}(?:приход(?:ьте|ите)|прийдете|прид[её]те|come (?:in|by|over)?)${END}(?=.*\\d{1,2}:\\d\\d)`,
  'iu',
);
/** A time that somebody else has taken, not the client's booking. */
const TAKEN_TIME = new RegExp(
  `${START}(?:час|години|слот|день|дні|время|часы|дни|time|times|slot|slots|day|days|hour|hours|everything|fully|усе|все|всё)${END}`,
  'iu',
);
const BARE_TIME = /^[^\p{L}\d]*(?:\p{L}+\s+){0,2}\d{1,2}:\d{2}\s+(?:is|was|вже|уже)(?![\p{L}])/iu;
const FOR_CLIENT = new RegExp(`${START}(?:вас|вами|вам|тебе|you|yours)${END}`, 'iu');
const CLIENTS = new RegExp(
  `${START}(?:ви|вас|вам|ваш\\p{L}*|вы|you|your|you['’]re|i|я|ми|мы|we)${END}`,
  'iu',
);
const ALWAYS = /щодня|кожного дня|каждый день|ежедневно|every day|daily/iu;

/**
 * Whether a text states that something was booked, moved or cancelled, or that a booking stands. Questions, wishes,
 * conditions, negations and times that are merely taken are no statements. Looks clause by clause, so that "якщо що,
 * ви записані" is one.
 */
export function statesBooking(text: string): boolean {
  const isStated = sentencesOf(text).some(
    (sentence) => isWholeStatement(sentence) || statedClauses(sentence).some(isStatement),
  );
  return isStated || commitsToClient(text);
}

function isWholeStatement(sentence: string): boolean {
  if (/\?\s*$/u.test(sentence) || DENIED.test(sentence) || HEDGE.test(sentence)) return false;
  if (CODE.test(sentence) && !PHONE.test(sentence)) return true;
  if (HELD_TIME.test(sentence)) return true;
  return NEW_TIME.test(sentence) && MOMENT.test(sentence);
}

function isStatement(clause: string): boolean {
  for (const match of clause.matchAll(STATED)) {
    const upTo = clause.slice(0, match.index + match[0].length);
    const before = upTo.replace(/\S+$/u, '');
    if (NEGATION.test(before) || FAILED.test(before) || HEDGE.test(before) || ALWAYS.test(clause))
      continue;
    // A statement of several words may be denied within.
    if (/\s/u.test(match[0]) && DENIED.test(match[0])) continue;
    if (FUTURE.test(before) && !MOMENT.test(clause)) continue;
    const isTaken = /(?:booked|reserved|scheduled|брон\p{L}+|резерв\p{L}+)$/iu.test(match[0]);
    const isTakenTime = isTaken && (TAKEN_TIME.test(before) || BARE_TIME.test(before));
    if (isTakenTime && !CLIENTS.test(before) && !FOR_CLIENT.test(clause)) continue;
    return true;
  }
  return false;
}
