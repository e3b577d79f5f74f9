import type { Tongue } from './language.ts';

/** What the receptionist says. ✅ stands only before something that is done. */
export interface Phrases {
  greeting: string;
  whichService(names: string): string;
  whichDay(service: string): string;
  offers(service: string, day: string, times: string): string;
  full(day: string): string;
  noneThatDay(day: string): string;
  whichOfTwo(one: string, other: string): string;
  notAtThatTime(time: string, times: string): string;
  taken(times: string): string;
  takenNoOthers: string;
  booked(what: string, code: string): string;
  changed(what: string, code: string): string;
  cancelled(what: string): string;
  noBookings: string;
  bookings(list: string): string;
  whichBooking(list: string): string;
  whenInstead(what: string): string;
  handedOver: string;
  thanks: string;
  waiting: string;
  declined: string;
  services(list: string): string;
  hours(line: string): string;
  unknown: string;
  closed: string;
  tooSoon: string;
  tooFar: string;
  past: string;
  failed: string;
  clarify: string;
  also(service: string): string;
  with: string;
  code: string;
}

const initial = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export const PHRASES: Record<Tongue, Phrases> = {
  uk: {
    greeting: 'Вітаю! 👋 Я допоможу записатися. На яку послугу та на який день вас записати?',
    whichService: (names) => `На яку послугу вас записати? У нас є: ${names}.`,
    whichDay: (service) => `${service}: на який день і час вам зручно?`,
    offers: (service, day, times) =>
      `${service}${day ? `, ${day}` : ''}. Вільний час:\n${times}\nЯкий варіант вам підходить?`,
    full: (day) => `${initial(day)}${day ? ': ' : ''}вільного часу, на жаль, немає.`,
    noneThatDay: (day) =>
      `${initial(day)}${day ? ': ' : ''}вільного часу, на жаль, немає. Який інший день вам підійде?`,
    whichOfTwo: (one, other) => `Уточніть, будь ласка, день: ${one} чи ${other}?`,
    notAtThatTime: (time, times) =>
      `На ${time} вільного місця немає. Найближчі варіанти:\n${times}\nЯкий вам підходить?`,
    taken: (times) =>
      `На жаль, цей час щойно зайняли. Можу запропонувати:\n${times}\nЯкий варіант обираєте?`,
    takenNoOthers: 'На жаль, цей час щойно зайняли. Який інший день вам підійде?',
    booked: (what, code) => `✅ Записала вас: ${what}.${code} Чекаємо на вас!`,
    changed: (what, code) => `✅ Перенесла ваш запис: ${what}.${code}`,
    cancelled: (what) => `✅ Запис скасовано: ${what}. Будемо раді бачити вас іншим разом.`,
    noBookings: 'Зараз у вас немає майбутніх записів. Бажаєте записатися?',
    bookings: (list) => `Ваші записи:\n${list}`,
    whichBooking: (list) => `Який саме запис?\n${list}`,
    whenInstead: (what) => `Ваш запис: ${what}. На який день і час його перенести?`,
    handedOver: 'Передаю розмову адміністраторові. Вам відповість людина.',
    waiting: 'Дякуємо! Щойно буде відповідь, ми напишемо.',
    thanks: 'Будь ласка! Якщо ще щось знадобиться, напишіть.',
    declined: 'Гаразд. Який день або час вам зручніший?',
    services: (list) => `Наші послуги:\n${list}\nНа яку вас записати?`,
    hours: (line) => `Ми працюємо: ${line}`,
    unknown: 'На жаль, я не маю цієї інформації. Можу записати вас або покликати адміністратора.',
    closed: 'У цей час ми не працюємо. Який інший час вам підійде?',
    tooSoon:
      'Цей час уже надто близько, записати на нього не вийде. Який пізніший час вам підійде?',
    past: 'Цей день уже минув. Який день ви мали на увазі?',
    tooFar: 'Так далеко наперед ми ще не записуємо. Який ближчий день вам підійде?',
    failed: 'Не вийшло це зробити. Спробуймо інший день або час?',
    clarify: 'Підкажіть, будь ласка, на яку послугу та на який день вас записати?',
    also: (service) => `Щодо «${service}»: напишіть зручний день, і підберу час.`,
    with: 'майстер',
    code: 'Код запису',
  },
  en: {
    greeting: 'Hello! 👋 I can book you in. Which service would you like, and on which day?',
    whichService: (names) => `Which service would you like? We offer: ${names}.`,
    whichDay: (service) => `${service}: which day and time would suit you?`,
    offers: (service, day, times) =>
      `${service}${day ? `, ${day}` : ''}. Free times:\n${times}\nWhich one suits you?`,
    full: (day) => `Sorry, there is no free time${day ? ` on ${day}` : ''}.`,
    noneThatDay: (day) =>
      `Sorry, there is no free time${day ? ` on ${day}` : ''}. Which other day would suit you?`,
    whichOfTwo: (one, other) => `Which day do you mean: ${one} or ${other}?`,
    notAtThatTime: (time, times) =>
      `There is nothing free at ${time}. The nearest options are:\n${times}\nWhich one suits you?`,
    taken: (times) =>
      `Sorry, that time has just been taken. I can offer:\n${times}\nWhich one would you like?`,
    takenNoOthers: 'Sorry, that time has just been taken. Which other day would suit you?',
    booked: (what, code) => `✅ You are booked: ${what}.${code} See you!`,
    changed: (what, code) => `✅ Your booking has been moved: ${what}.${code}`,
    cancelled: (what) => `✅ Your booking is cancelled: ${what}. We hope to see you another time.`,
    noBookings: 'You have no upcoming bookings. Would you like to make one?',
    bookings: (list) => `Your bookings:\n${list}`,
    whichBooking: (list) => `Which booking do you mean?\n${list}`,
    whenInstead: (what) => `Your booking: ${what}. Which day and time would you like instead?`,
    handedOver: 'I am passing this conversation to our administrator. A person will answer you.',
    waiting: 'Thank you! We will write as soon as there is an answer.',
    thanks: 'You are welcome! Write any time you need anything.',
    declined: 'All right. Which day or time would suit you better?',
    services: (list) => `Our services:\n${list}\nWhich one would you like?`,
    hours: (line) => `Our hours: ${line}`,
    unknown:
      'I am afraid I do not have that information. I can book you in or call the administrator.',
    closed: 'We are closed at that time. Which other time would suit you?',
    tooSoon: 'That time is too soon to be booked. Which later time would suit you?',
    past: 'That day is already over. Which day did you mean?',
    tooFar: 'We do not take bookings that far ahead yet. Which earlier day would suit you?',
    failed: 'That did not work. Shall we try another day or time?',
    clarify: 'Could you tell me which service and which day you would like?',
    also: (service) => `As for ${service}: tell me a day and I will find a time.`,
    with: 'with',
    code: 'Booking code',
  },
  ru: {
    greeting: 'Здравствуйте! 👋 Я помогу записаться. На какую услугу и на какой день вас записать?',
    whichService: (names) => `На какую услугу вас записать? У нас есть: ${names}.`,
    whichDay: (service) => `${service}: на какой день и время вам удобно?`,
    offers: (service, day, times) =>
      `${service}${day ? `, ${day}` : ''}. Свободное время:\n${times}\nКакой вариант вам подходит?`,
    full: (day) => `${initial(day)}${day ? ': ' : ''}свободного времени, к сожалению, нет.`,
    noneThatDay: (day) =>
      `${initial(day)}${day ? ': ' : ''}свободного времени, к сожалению, нет. Какой другой день вам подойдёт?`,
    whichOfTwo: (one, other) => `Уточните, пожалуйста, день: ${one} или ${other}?`,
    notAtThatTime: (time, times) =>
      `На ${time} свободного места нет. Ближайшие варианты:\n${times}\nКакой вам подходит?`,
    taken: (times) =>
      `К сожалению, это время только что заняли. Могу предложить:\n${times}\nКакой вариант выбираете?`,
    takenNoOthers: 'К сожалению, это время только что заняли. Какой другой день вам подойдёт?',
    booked: (what, code) => `✅ Записала вас: ${what}.${code} Ждём вас!`,
    changed: (what, code) => `✅ Перенесла вашу запись: ${what}.${code}`,
    cancelled: (what) => `✅ Запись отменена: ${what}. Будем рады видеть вас в другой раз.`,
    noBookings: 'Сейчас у вас нет предстоящих записей. Хотите записаться?',
    bookings: (list) => `Ваши записи:\n${list}`,
    whichBooking: (list) => `Какую именно запись?\n${list}`,
    whenInstead: (what) => `Ваша запись: ${what}. На какой день и время её перенести?`,
    handedOver: 'Передаю разговор администратору. Вам ответит человек.',
    waiting: 'Спасибо! Как только будет ответ, мы напишем.',
    thanks: 'Пожалуйста! Если что-то ещё понадобится, пишите.',
    declined: 'Хорошо. Какой день или время вам удобнее?',
    services: (list) => `Наши услуги:\n${list}\nНа какую вас записать?`,
    hours: (line) => `Мы работаем: ${line}`,
    unknown:
      'К сожалению, у меня нет этой информации. Могу записать вас или позвать администратора.',
    closed: 'В это время мы не работаем. Какое другое время вам подойдёт?',
    tooSoon:
      'Это время уже слишком близко, записать на него не получится. Какое более позднее время вам подойдёт?',
    past: 'Этот день уже прошёл. Какой день вы имели в виду?',
    tooFar: 'Так далеко вперёд мы ещё не записываем. Какой день поближе вам подойдёт?',
    failed: 'Не получилось. Попробуем другой день или время?',
    clarify: 'Подскажите, пожалуйста, на какую услугу и на какой день вас записать?',
    also: (service) => `Что касается «${service}»: напишите удобный день, и я подберу время.`,
    with: 'мастер',
    code: 'Код записи',
  },
};

const LOCALES: Record<Tongue, string> = { uk: 'uk-UA', en: 'en-GB', ru: 'ru-RU' };

/** A calendar date as people say it: «вівторок, 24 листопада». */
export function spokenDay(date: string, tongue: Tongue): string {
  return new Intl.DateTimeFormat(LOCALES[tongue], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${date}T12:00:00Z`));
}
