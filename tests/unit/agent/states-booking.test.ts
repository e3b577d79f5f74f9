import { describe, expect, test } from 'vitest';
import { statesBooking } from '../../../shared/agent/states-booking.ts';

const STATEMENTS = [
  // Ukrainian
  'Я записала вас на завтра о 10:00.',
  'Вас записано на вівторок.',
  'Записую вас на 15:30 до Анни!',
  'Готово! Чекаємо на вас у п’ятницю.',
  'Ваш запис на 10:00 підтверджено',
  'Якщо що, ви записані на 10:00',
  'Не хвилюйтеся, ви записані.',
  'Забронювала для вас час о 12:00.',
  'Час 12:00 заброньовано за вами.',
  'Ваш візит перенесено на середу.',
  'Перенесла вас на 16:00, добре?',
  'Ваш запис скасовано.',
  'Я скасував ваш запис.',
  'Запис створено, код ABC123.',
  'Ваше бронювання створено.',
  'Оформила вам манікюр на суботу.',
  'Вас буде записано на завтра о 10:00.',
  'У вас є запис на п’ятницю.',
  'До зустрічі завтра о 10!',
  'Внесла вас у розклад.',
  'Час закріплено за вами.',
  'Все готово, побачимось у вівторок.',
  'Ваш запит на запис прийнято.',
  'Код запису: ABC123',
  // Russian
  'Я записала вас на завтра в 10:00.',
  'Вы записаны к Анне.',
  'Записываю вас на пятницу.',
  'Забронировал для вас 12:00.',
  'Время забронировано за вами.',
  'Ваша запись перенесена на среду.',
  'Перенёс вас на 16:00.',
  'Запись отменена.',
  'Отменил вашу запись.',
  'Ждём вас завтра в 10:00!',
  'Ваша запись подтверждена.',
  'Всё готово, до встречи в субботу!',
  'У вас запись на пятницу.',
  'Оформила вам стрижку на завтра.',
  'Не волнуйтесь, вы уже записаны.',
  'Назначила вам визит на 11:00.',
  'Ваш запрос на запись принят, время за вами.',
  // English
  'Your request has been accepted.',
  'The time is held for you.',
  'Booking code: ABC123',
  'You are booked for tomorrow at 10:00.',
  "You're all set for Friday!",
  'I have booked you in with Anna.',
  'Your appointment is confirmed.',
  'Your appointment is on Friday at 10:00.',
  'I moved your booking to Wednesday.',
  'Your visit has been rescheduled.',
  'I’ve cancelled your appointment.',
  'Your booking has been canceled.',
  'Done! See you on Tuesday.',
  "I've put you down for 3 pm.",
  'The slot is reserved for you.',
  'I scheduled your haircut for Monday.',
  'See you tomorrow at 10:00!',
  'Consider it done, you are in the calendar.',
  'Booked! Anna is waiting for you.',
  'Your time is secured.',
  'You have an appointment on Friday.',
  'I booked you for 10:00, ok?',
  'Your appointment will be at 10:00.',
];

const HARMLESS = [
  // Ukrainian
  'Добрий день! На яку послугу вас записати?',
  'Записати вас на 10:00?',
  'Вільні години завтра: 10:00, 11:30, 15:00. Який час вам зручний?',
  'На жаль, о 10:00 вже зайнято.',
  'Я ще нічого не записала.',
  'Ваш запис не скасовано.',
  'Запис не створено: цей час уже зайнятий.',
  'Щоб я записала вас, оберіть час.',
  'Якщо хочете, можу перенести запис.',
  'Стрижка коштує 450 грн і триває 30 хвилин.',
  'Ви хочете, щоб я скасувала запис?',
  'Який день вам зручний?',
  'Ми працюємо щодня з 9:00 до 18:00.',
  'Чекаємо на вас щодня з 9:00 до 18:00.',
  'Дякуємо! Гарного дня!',
  'Ви вже записані?',
  'Не вдалося записати вас на цей час.',
  'Напишіть, будь ласка, на який день вас записати.',
  // Russian
  'Здравствуйте! На какую услугу вас записать?',
  'Записать вас на 10:00?',
  'Свободно завтра: 10:00, 11:30. Что вам удобнее?',
  'К сожалению, в 10:00 уже занято.',
  'Я ещё ничего не отменила.',
  'Если хотите, могу перенести запись.',
  'Чтобы я записала вас, выберите время.',
  'Стрижка стоит 450 грн.',
  'Вы уже записаны?',
  'Не получилось записать вас на это время.',
  'Мы работаем ежедневно с 9 до 18.',
  // English
  'Hello! What would you like to book?',
  'Shall I book you for 10:00?',
  'Free tomorrow: 10:00, 11:30 and 15:00. Which one suits you?',
  'Unfortunately 10:00 is already booked.',
  'Friday is fully booked.',
  'That time is already reserved.',
  'Nothing was booked yet.',
  "I couldn't book that time.",
  'Your booking has not been cancelled.',
  'Would you like me to cancel it?',
  'If you want, your visit can be moved.',
  'A haircut takes 30 minutes and costs 450 UAH.',
  'Once you choose a time, I will book it.',
  'Do you want your appointment moved to Friday?',
  'We are open every day from 9 to 18.',
  'Have you booked with us before?',
  'Thank you! Have a nice day!',
];

describe('a statement of a booking is caught', () => {
  test.each(STATEMENTS)('%s', (text) => {
    expect(statesBooking(text)).toBe(true);
    expect(statesBooking(`Добрий день!\n${text}\nЩось іще?`)).toBe(true);
    expect(statesBooking(text.toUpperCase())).toBe(true);
  });
});

describe('a harmless text passes', () => {
  test.each(HARMLESS)('%s', (text) => {
    expect(statesBooking(text)).toBe(false);
  });
});
