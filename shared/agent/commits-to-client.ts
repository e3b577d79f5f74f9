import { sentencesOf } from './clauses.ts';

/**
 * The second look of law 3, by build instead of by vocabulary: a plain statement that sets the client and a moment
 * together commits the business, whatever verb it uses ("Elena will be expecting you on Friday"). What may be said of
 * client and moment without committing is a closed set of acts (asking, offering, conditions, refusing, telling hours
 * and prices, looking something up), and each has its word.
 */

const START = '(?<![\\p{L}\\d])';
const END = '(?![\\p{L}\\d])';
const words = (...parts: readonly string[]): RegExp =>
  new RegExp(`${START}(?:${parts.join('|')})${END}`, 'iu');

const DAY =
  "понеділ\\p{L}*|вівтор\\p{L}*|серед[аиуоі]\\p{L}?|четвер\\p{L}*|п[’ʼ']ятни[цч]\\p{L}*|субот\\p{L}*|неділ\\p{L}*|сьогодні\\p{L}*|завтра\\p{L}*|післязавтра" +
  '|понедельн\\p{L}*|вторни[кч]\\p{L}*|сред(?:а|ы|е|у|ой)|пятни[цч]\\p{L}*|суббот\\p{L}*|воскресень\\p{L}*|воскресн\\p{L}*|сегодня\\p{L}*|послезавтра' +
  '|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|today|tonight|tomorrow' +
  '|\\d{1,2}(?:st|nd|rd|th|-?(?:го|ге|те|ме|ше|тє|е|й|му|ої|ій))|\\d{1,2}[./]\\d{1,2}(?:[./]\\d{2,4})?' +
  '|\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?:січ|лют|берез|квіт|трав|черв|лип|серп|верес|жовт|листоп|груд|янв|фев|март|апр|ма[йя]|июн|июл|авг|сент|окт|нояб|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\p{L}*' +
  '|(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\\p{L}*\\s+\\d{1,2}';
const SPOKEN_HOUR =
  "перш|друг|трет|четверт|п[’ʼ']ят|шост|сьом|восьм|дев[’ʼ']ят|десят|одинадцят|дванадцят|пят|шест|седьм|девят|одиннадцат|двенадцат";
const HOUR =
  "(?:[01]?\\d|2[0-4])[:.][0-5]\\d|\\d{1,2}\\s?(?:am|pm|a\\.m|p\\.m|o[’']clock)|noon|midday|(?:half past|quarter (?:past|to)|at) (?:\\p{L}+|\\d{1,2})(?=$|[\\s.,!;])" +
  `|опівдні|полудень|полудні|полдень|полудня|(?:о|об) (?:(?:${SPOKEN_HOUR})\\p{L}*|\\d{1,2}(?!\\s*(?:хв|год|грн|%)))|(?:в|к|на) (?:час|два|три|четыре|пять|шесть|семь|восемь|девять|десять|одиннадцать|двенадцать|\\d{1,2}(?!\\s*(?:мин|час|грн|руб|%|хв|год)))(?=$|[\\s.,!;])` +
  '|(?:чверть|пів на|половин\\p{L}*|четверт[ьи]) \\p{L}+';
const MOMENT = words(DAY, HOUR);
const MOMENT_FIRST = new RegExp(
  `^[^\\p{L}\\d]*(?:(?:on|at|в|у|о|об|на|this|next) )?(?:${DAY}|${HOUR})${END}`,
  'iu',
);
const DAY_SAID = words(DAY);
const EVERY_HOUR = new RegExp(`${START}(?:${HOUR})${END}`, 'giu');

/** She who reads it. */
const CLIENT = words(
  "you|your|yours|you[’'](?:re|ve|ll)|ви|вас|вам|вами|ваш\\p{L}*|вы|тебе|тебя|тобі|твій|твоя|твоє|твой|твоё|твое",
);
/** Her visit. */
const VISIT = words(
  'візит\\p{L}*|визит\\p{L}*|сеанс\\p{L}*|прийом\\p{L}*|при[её]м\\p{L}*|запис(?:у|ом|ь|и|ью)?|бронюванн\\p{L}*|брон(?:ь|і|и|ювання)|процедур\\p{L}*|visits?|appointments?|bookings?|sessions?|reservations?',
);

/** Acts that commit nobody; said anywhere before it, they take the commitment out of a statement. */
const EXCUSED = words(
  // A condition or a possibility
  'якщо|коли|щоб|аби|чи|якби|можу|можемо|можна|може(?:те)?|можлив\\p{L}*|зможу|зможемо|варто|хіба|б|би|если|когда|чтобы|ли|могу|можем|можно|может(?:е)?|возможн\\p{L}*|смогу|сможем|стоит ли|бы|нехай|пусть',
  "if|when|once|unless|until|whether|while|can|could|may|might|maybe|perhaps|would|should|must|possible|possibly|let[’']s|let me|i[’']d|we[’']d|in case|before|after you|as soon as",
  // A wish of hers, or what she said
  "питанн\\p{L}*|запитанн\\p{L}*|вопрос\\p{L}*|повідомленн\\p{L}*|сообщени\\p{L}*|хоч\\p{L}*|хот\\p{L}*|бажа\\p{L}*|жела\\p{L}*|прос(?:или|ила|ив|ил|ите)|пита\\p{L}*|запит\\p{L}*|цікав\\p{L}*|интерес\\p{L}*|каза(?:ли|в)|сказали|говорил\\p{L}*|дума\\p{L}*|план\\p{L}*|напис\\p{L}*|пиш\\p{L}*|пис\\p{L}*|мали на увазі|имели в виду|спраш\\p{L}*|спро[сш]\\p{L}*|зручн\\p{L}*|удобн\\p{L}*|підход(?:ить|ять)|підійд\\p{L}*|подход(?:ит|ят)|подойд\\p{L}*|влаштову\\p{L}*|устраива\\p{L}*|потрібн\\p{L}*|треба|нуж(?:ен|н\\p{L}*)|надо|[зп]о?надоб\\p{L}*|пам[’ʼ']ята\\p{L}*|помн\\p{L}*",
  'want\\p{L}*|wish\\p{L}*|like|likes|prefer\\p{L}*|ask|asks|asking|asked about|you asked(?: for| to)?|think\\p{L}*|told me|said|mean|means|meant|mention\\p{L}*|wrote|need\\p{L}*|suits?|interested|wonder\\p{L}*|question\\p{L}*|message\\p{L}*',
  // An offer, or a look at what there is
  'пропон\\p{L}*|предл\\p{L}*|рекоменд\\p{L}*|рад(?:жу|ила|ив|имо)|совет\\p{L}*|порад\\p{L}*|вільн(?:і|ий|а|е|их|ого)|свободн(?:ы|ые|о|ый|ая|ых)|найближч\\p{L}*|ближайш\\p{L}*|вибир\\p{L}*|вибер\\p{L}*|обер\\p{L}*|обир\\p{L}*|вибір|выб[ие]р\\p{L}*|выбор|варіант\\p{L}*|вариант\\p{L}*',
  'offer\\p{L}*|suggest\\p{L}*|recommend\\p{L}*|propose\\p{L}*|available|availability|free|openings?|nearest|earliest|choose|choice|options?|pick|select|there (?:is|are|was|were)|any(?! ?more| longer)',
  'гляну|глянемо|спробу\\p{L}*|попробу\\p{L}*|зрозумі\\p{L}*|понял\\p{L}*|понятно|змогл\\p{L}*|смогл\\p{L}*|вдал\\p{L}*|удал\\p{L}*|подив(?:люс\\p{L}*|имос\\p{L}*|ити\\p{L}*|ила\\p{L}*)|дивл\\p{L}*|побачи(?:ла|в)|перевір\\p{L}*|шука\\p{L}*|пошука\\p{L}*|уточн\\p{L}*|дізна\\p{L}*|посмотр(?:ю|им|еть|ела|ел)|смотр(?:ю|им)|увидел\\p{L}*|провер\\p{L}*|ищу|поищ\\p{L}*|узна\\p{L}*|бачу|вижу|check\\p{L}*|look(?:ing)? (?:for|up|at|into)|search\\p{L}*|find|see if|try|i see|we see(?! each)',
  // A request to her, and talk about talking
  "будь ласка|пожалуйста|please|підкаж\\p{L}*|подскаж\\p{L}*|назв(?:іть|ите)|надішл\\p{L}*|надсила\\p{L}*|пришл\\p{L}*|підтвердьте|подтвердите|повідом(?:те|лю|имо|лять)|сообщ(?:ите|у|им|ат)|відпо[вв]і\\p{L}*|ответ\\p{L}*|телефон\\p{L}*|дзвон\\p{L}*|подзвон\\p{L}*|звон\\p{L}*|позвон\\p{L}*|нагада\\p{L}*|напомн\\p{L}*|зв[’ʼ']яж\\p{L}*|свяж\\p{L}*|допомо\\p{L}*|помо\\p{L}*",
  'tell me|let me know|let you know|tell you|inform you|write|writes|reply|repl(?:y|ies)|answer\\p{L}*|call|calls|phone|contact\\p{L}*|remind\\p{L}*|help\\p{L}*|confirm|send\\p{L}*|say|just say|speak',
  // Hours, prices, how things are
  'працю\\p{L}*|робоч\\p{L}*|відчин(?:ен|я)\\p{L}*|відкри\\p{L}*|зачин\\p{L}*|закри\\p{L}*|вихідн\\p{L}*|відпуст\\p{L}*|работа\\p{L}*|рабоч\\p{L}*|откры(?:т|в)\\p{L}*|закры(?:т|в)\\p{L}*|выходн\\p{L}*|отпуск\\p{L}*|works?|working|open(?:s|ing)?(?: hours)?|clos\\p{L}*|day off|holidays?|vacation|hours',
  'зазвичай|завжди|обычно|всегда|щодня|щотижня|щопонеділ\\p{L}*|кожн\\p{L}*|кажд\\p{L}*|ежедневн\\p{L}*|usually|always|often|generally|every|each|daily|weekdays|weekends',
  'кошту\\p{L}*|цін\\p{L}*|вартіс\\p{L}*|стоит(?= (?:от |около )?\\d)|стоимост\\p{L}*|цен\\p{L}*|знижк\\p{L}*|скидк\\p{L}*|(?:перед|пред)?о?плат\\p{L}*|діє|действу\\p{L}*|грн|uah|costs?|prices?|priced|discounts?|pay|paid|payment|charge\\p{L}*|трива\\p{L}*|длит?ся|takes (?:about|around|\\d|an|one|two|up)|lasts|minutes|хвилин\\p{L}*(?= (?:та|і|на|трив))',
  // A comparison
  'довше|дольше|менше|меньше|дешев\\p{L}*|(?:більше|больше)(?= \\p{L})(?! (?:не|нема|немає|нет|ніхто|никто))|(?<!no )longer|less|cheaper|more',
  // It is not to be had
  'зайнят\\p{L}*|занят\\p{L}*|зайняли|заняли|розібра\\p{L}*|разобра\\p{L}*|taken|busy|full|fully|на жаль|к сожалению|вибачте|перепрошую|извините|простите|unfortunately|sorry|afraid',
  // Good wishes
  'з днем|с дн[её]м|happy|гарн(?:ого|ої|их)|чудового|приємн(?:ого|ої)|хорошего|хорошей|приятн(?:ого|ой)|вдало(?:го|ї)|have an? \\p{L}+|thank you|thanks for|дякую за|дякуємо за|спасибо за',
);
const DENIED = words(
  "не|ні|немає|нема|нет|нету|ніколи|никогда|нічого|ничего|жодн\\p{L}*|not|no|never|nothing|none|cannot|without|без|\\p{L}+n[’']t",
);
/** A denial that states an end: what stood is off. */
const ENDED = words('більше|больше|уже|вже|any ?more|any longer|anymore|no longer');
const TO_COME = words('при(?:йти|ходити|ходить|йти)|to come');

/** The words by which somebody is told to be there. */
const COME = words(
  'приход(?:ьте|ите)|прийд(?:іть|ете)|прид[её]те|підход(?:ьте)|подходите|заход(?:ьте|ите)|приїжджайте|приезжайте|будьте|чекайте|ждите|запрошу(?:ємо|ю)|приглаша(?:ем|ю)|ласкаво просимо|добро пожаловать|welcome|come|be (?:here|there|with us)',
);
/** Two who part until a moment, or meet at it. */
const UNTIL = new RegExp(
  `^[^\\p{L}\\d]*(?:(?:тоді|тогда|отже|итак|so|then)[\\s,]+)?(?:до|till|until|see you|catch you)\\s+(?:(?:в|у|on|next|this|the)\\s+)?(?:${DAY}|${HOUR})`,
  'iu',
);
const MEET = words(
  "(?:по)?бачимо?с[ья]|побачимося|зустрі(?:ча|не)(?:ємо|мо)с[ья]|зустрінемо?с[ья]|увидимся|встреча(?:емся)|встретимся|(?:we|we[’']ll|we will) (?:see each other|meet)|we see each other|we are meeting|we[’']re meeting",
);
/** What an agreement opens with. */
const AGREED = new RegExp(
  `^[^\\p{L}\\d]*(?:добре|гаразд|чудово|відмінно|супер|отже|отож|тоді|домовились|готово|прекрасно|хорошо|отлично|прекрасно|итак|значит|тогда|договорились|ладно|ок|окей|ok|okay|alright|all right|great|perfect|excellent|wonderful|nice|good|lovely|so|then|agreed|deal|that makes it|fine|офіційно|официально|${START}(?:вс[еёі]|усе|everything|all)${END}[^,.:]{0,30}|\\p{L}+(?:ено|ано|ито|уто|ято))${END}`,
  'iu',
);
const IS_SETTLED = /(?<![\p{L}])(?:it (?:is|stays)|then|тоді|тогда)[\s.!]*$/iu;
/** A past deed of ours: "I took", "поміняли", "внесла". */
const OUR_DEED = [
  words(
    "(?:i|we)(?:[’']ve| have)?(?: (?:just|already|now|also|went ahead and))? (?!need|speed|feed)(?:\\p{L}+ed|took|taken|gave|given|got|put|made|set|kept|held|wrote|struck|swapped|let|brought)",
  ),
  /(?:^|[,:;!—–-]\s*|(?<![\p{L}])(?:я|ми|мы|і|и|та|вже|уже|щойно|зараз|вс[еёі]|усе)\s+(?:\p{L}+\s+){0,2}?)(?!(?:було|были|была|были|був|мала|мали|сила|справ)(?![\p{L}]))\p{L}{2,}(?:ла|ли|ив|ав|нув|ил|ал|нул|ел|ёл)(?:сь|ся)?(?![\p{L}])/iu,
];
/** A visit, and what was done to it: passive, perfective. */
const VISIT_DONE = words(
  '\\p{L}{2,}(?:ано|ено|ито|уто|ято|нято)|(?:\\p{L}+(?:ан|ен|ён|ят|ыт|нут)[аоы]?)',
  '(?:is|was|has been|got|has) (?:now |already |just )?(?:\\p{L}+ed|gone|off|set|put|kept|held|made|taken|withdrawn|struck|given)',
);
/** "… is yours": possession that ends its clause. */
const IS_HERS =
  /(?<![\p{L}])(?:ваш(?:а|е|і)?|вашa|ваше|ваша|твоє|твоя|твой|твоё|yours|за вами|належить вам|принадлежит вам|(?:belongs|goes|went) to you|дістал\p{L}+ вам|достал\p{L}+ вам)\s*[.!✅]*\s*$/iu;
/** A negated request to her, which denies nothing. */
const ASIDE =
  /(?<=^|[,;:!—–-]\s*)(?:не \p{L}+те(?:ся|сь)?|no (?:worries|problem)|(?:do not|don[’']t|never) (?:be|worry|forget|mind|hesitate))(?![\p{L}])[^,;:.!?—–]*/giu;
/** "As you wished" follows what was done. */
const AS_WISHED =
  /(?<![\p{L}])(?:as you|як (?:ви|домовл)|как (?:вы|договар))(?![\p{L}])[^,.!?]*/giu;
/** What need not be done any more: an end, not a need. */
const NEEDLESS =
  /(?<=(?:no longer|(?:вже|уже|більше|больше) не) )(?:need|потрібно|потрібна|треба|нужно|нужна|надо)(?![\p{L}])/giu;
/** "The 24th is a Tuesday" tells the calendar. */
const CALENDAR = new RegExp(
  `${START}(?:${DAY})\\s*(?:is an?|are|—|–|це|это|[—–] (?:це|это))\\s+(?:${DAY})${END}`,
  'giu',
);
const RELATIVE =
  /,\s*(?:(?:на|о|про|в|у|for|about) )?(?:який|яку|яке|якого|яка|котор\p{L}+|which|that you)(?![\p{L}])[^,.!?]*,/giu;
/** Asks whether what was said is agreed to. */
const ASKS_CONSENT =
  /(?<![\p{L}])(?:записати|записать|бронюємо|бронируем|book|right|correct|ok|okay|fine|confirm|так|вірно|верно|правильно|підтвердж\p{L}*|подтвержд\p{L}*|підход\p{L}*|підійд\p{L}*|подход\p{L}*|подойд\p{L}*|shall|should|want|like|suits?|works?|which|хоч\p{L}*|хот\p{L}*|бажа\p{L}*|зручн\p{L}*|удобн\p{L}*|домовились|договорились|як\p{L}*|как\p{L}*|чи|ли)(?![\p{L}])/iu;

/** Whether a text commits the business towards the client by its build. Looks at each sentence up to its first excuse. */
export function commitsToClient(text: string): boolean {
  const sentences = sentencesOf(text);
  return sentences.some((sentence, index) => {
    if (/\?[\s"»”)]*$/u.test(sentence)) return false;
    if (/^\s*(?:[•*·]|-\s|\d+[.)]\s)/u.test(sentence)) return false;
    const clauses = beforeExcuse(plainly(sentence));
    const said = clauses.join('').trim();
    if (said === '' || isChoice(said)) return false;
    if (!MOMENT.test(said)) return !DENIED.test(said) && VISIT.test(said) && isOurDeed(said);
    if (isCommitment(clauses)) return true;
    const isAskedBack = sentences.slice(index + 1).some(asksConsent);
    return !isAskedBack && !isListed(sentences, index) && isAgreement(said);
  });
}

/** Client or visit, and a moment, and something that is or was done. */
function isCommitment(clauses: readonly string[]): boolean {
  if (clauses.some(isEnd)) return true;
  const held = clauses.filter((clause) => !DENIED.test(clause));
  const said = held.join(' ');
  if (!MOMENT.test(said)) return false;
  if (isToClient(held)) return true;
  if (UNTIL.test(said) || MEET.test(said) || COME.test(said) || IS_HERS.test(said)) return true;
  if (VISIT.test(said) && VISIT_DONE.test(said)) return true;
  return isOurDeed(said);
}

/** Client and moment in one breath, or a moment by itself beside the client. */
function isToClient(clauses: readonly string[]): boolean {
  const said = clauses.some((clause) => CLIENT.test(clause));
  return said && clauses.some((c) => MOMENT.test(c) && (CLIENT.test(c) || MOMENT_FIRST.test(c)));
}

/** "Nobody expects you any more": what stood is off. */
function isEnd(clause: string): boolean {
  if (!DENIED.test(clause) || !ENDED.test(clause)) return false;
  return CLIENT.test(clause) || VISIT.test(clause) || TO_COME.test(clause);
}

function isOurDeed(said: string): boolean {
  return OUR_DEED.some((deed) => deed.test(said));
}

/** "Alright, Tuesday then.", "Massage, Friday, 18:00, Maria.": agreed, without a verb. */
function isAgreement(said: string): boolean {
  if (DENIED.test(said)) return false;
  if (AGREED.test(said) || IS_SETTLED.test(said)) return true;
  const clauses = said.split(/[,:;—–]\s|\s-\s/u).filter((clause) => /[\p{L}\d]/u.test(clause));
  const isShort = clauses.every((clause) => clause.trim().split(/\s+/u).length <= 4);
  return clauses.length > 1 && isShort && DAY_SAID.test(said) && hours(said) === 1;
}

/** Without what is only said about it: "do not worry", "do not be late", "which you asked for". */
function plainly(sentence: string): string {
  return sentence
    .replace(ASIDE, ' ')
    .replace(RELATIVE, ' ')
    .replace(AS_WISHED, ' ')
    .replace(NEEDLESS, '')
    .replace(CALENDAR, ' ');
}

/** The clauses before the first one that takes the commitment away. */
function beforeExcuse(sentence: string): string[] {
  const clauses = sentence.split(/(?<=[,;—–()]|:(?!\d)|\s-\s)/u);
  const excused = clauses.findIndex((clause) => EXCUSED.test(clause));
  return excused === -1 ? clauses : clauses.slice(0, excused);
}

/** Several times, or one or the other: to be chosen from. */
function isChoice(said: string): boolean {
  return (
    words('or|або|или|либо').test(said) ||
    hours(said) > 2 ||
    /\d[:.]\d\d\s*(?:,|and|та|і|и)\s*\d/iu.test(said)
  );
}

function hours(said: string): number {
  return said.match(EVERY_HOUR)?.length ?? 0;
}

function asksConsent(sentence: string): boolean {
  return /\?[\s"»”)]*$/u.test(sentence) && ASKS_CONSENT.test(sentence);
}

/** Under a heading that ends with a colon, or one of several lines of the same build. */
function isListed(sentences: readonly string[], index: number): boolean {
  return sentences.slice(0, index).some((sentence) => /:\s*$/u.test(sentence));
}
