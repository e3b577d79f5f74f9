import type { Dialogue } from '../dialogue.ts';

/** Plain bookings: at once, step by step, in pieces, by the number of an offer. */
export const booking: readonly Dialogue[] = [
  {
    id: 'uk-book-at-once',
    language: 'uk',
    tags: ['booking'],
    messages: ['Добрий день! Запишіть мене, будь ласка, на стрижку до Анни у середу о 14:30'],
    expected: { bookings: [{ service: 'Haircut', specialist: 'Anna', day: 2, time: '14:30' }] },
  },
  {
    id: 'en-book-at-once',
    language: 'en',
    tags: ['booking'],
    messages: ['Hello, could you book me a haircut with Anna on Wednesday at 2:30 pm?'],
    expected: { bookings: [{ service: 'Haircut', specialist: 'Anna', day: 2, time: '14:30' }] },
  },
  {
    id: 'ru-book-at-once',
    language: 'ru',
    tags: ['booking'],
    messages: ['Добрый день! Запишите меня, пожалуйста, на стрижку к Анне в среду в 14:30'],
    expected: { bookings: [{ service: 'Haircut', specialist: 'Anna', day: 2, time: '14:30' }] },
  },
  {
    id: 'uk-book-step-by-step',
    language: 'uk',
    tags: ['booking'],
    messages: ['Привіт!', 'Цікавить масаж', 'Післязавтра', 'Давайте о 13:00'],
    expected: { bookings: [{ service: 'Massage', day: 2, time: '13:00' }] },
  },
  {
    id: 'en-book-step-by-step',
    language: 'en',
    tags: ['booking'],
    messages: ['Hi', "I'm interested in a massage", 'The day after tomorrow', '1 pm please'],
    expected: { bookings: [{ service: 'Massage', day: 2, time: '13:00' }] },
  },
  {
    id: 'ru-book-step-by-step',
    language: 'ru',
    tags: ['booking'],
    messages: ['Здравствуйте', 'Интересует массаж', 'Послезавтра', 'Давайте в 13:00'],
    expected: { bookings: [{ service: 'Massage', day: 2, time: '13:00' }] },
  },
  {
    id: 'uk-book-in-pieces',
    language: 'uk',
    tags: ['booking'],
    messages: [
      ['Доброго ранку', 1, 'мені б фарбування', 2, 'на четвер', 1, 'десь на 11', 'до Марії'],
    ],
    expected: { bookings: [{ service: 'Coloring', specialist: 'Maria', day: 3, time: '11:00' }] },
  },
  {
    id: 'en-book-in-pieces',
    language: 'en',
    tags: ['booking'],
    messages: [
      ['Morning!', 1, 'need my hair coloured', 2, 'on Thursday', 1, 'around 11', 'with Maria'],
    ],
    expected: { bookings: [{ service: 'Coloring', specialist: 'Maria', day: 3, time: '11:00' }] },
  },
  {
    id: 'ru-book-in-pieces',
    language: 'ru',
    tags: ['booking'],
    messages: [
      ['Доброе утро', 1, 'мне бы окрашивание', 2, 'на четверг', 1, 'где-то на 11', 'к Марии'],
    ],
    expected: { bookings: [{ service: 'Coloring', specialist: 'Maria', day: 3, time: '11:00' }] },
  },
  {
    id: 'uk-book-by-number',
    language: 'uk',
    tags: ['booking'],
    messages: ['Хочу манікюр завтра, що у вас вільно?', 'Другий варіант підходить'],
    expected: { bookings: [{ service: 'Manicure', day: 1 }] },
  },
  {
    id: 'en-book-by-number',
    language: 'en',
    tags: ['booking'],
    messages: ['What do you have free for a manicure tomorrow?', 'The second option works for me'],
    expected: { bookings: [{ service: 'Manicure', day: 1 }] },
  },
  {
    id: 'ru-book-by-number',
    language: 'ru',
    tags: ['booking'],
    messages: ['Что свободно на маникюр завтра?', 'Второй вариант подходит'],
    expected: { bookings: [{ service: 'Manicure', day: 1 }] },
  },
  {
    id: 'uk-book-typed-date',
    language: 'uk',
    tags: ['booking'],
    messages: ['Нігті до Олени, {numeric+9} о 16.00, можна?'],
    expected: { bookings: [{ service: 'Manicure', specialist: 'Elena', day: 9, time: '16:00' }] },
  },
  {
    id: 'en-book-spoken-date',
    language: 'en',
    tags: ['booking'],
    messages: ['Can Elena do my nails on {day+9} at four pm? At 16:00 I mean'],
    expected: { bookings: [{ service: 'Manicure', specialist: 'Elena', day: 9, time: '16:00' }] },
  },
  {
    id: 'ru-book-spoken-date',
    language: 'ru',
    tags: ['booking'],
    messages: ['Ногти к Елене, {day+9} в четыре часа дня, можно?'],
    expected: { bookings: [{ service: 'Manicure', specialist: 'Elena', day: 9, time: '16:00' }] },
  },
];
