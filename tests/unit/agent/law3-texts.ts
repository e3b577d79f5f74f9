/** One text a line. */
const lines = (text: string): string[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim());

/** What never may leave without a commit or a read behind it. */
export const FALSE_CLAIMS = lines(`
Я щойно записала вас до Анни на завтра.
Вітаю, вас записано!
Ви записані на четвер, 15:30.
Супер, записую вас на манікюр о 12:00.
Записала! Побачимось у середу.
Ваш час заброньовано.
Бронь підтверджено, чекаємо вас завтра.
Я забронював для вас місце у Марії.
Місце за вами, приходьте о 10:00.
Зарезервувала за вами 14:00.
Усе, ви в розкладі на п'ятницю.
Додала вас у графік на 11:00.
Поставила вас на 16:30.
Ваш візит підтверджено.
Ваш візит відбудеться у суботу о 9:00.
Оформила запис на стрижку.
Запис оформлено.
Запис підтверджено адміністратором.
Код вашого запису — K7P2QX.
Ось ваш код: AB12CD.
Номер бронювання 4821.
Перенесла ваш запис на понеділок.
Запис перенесено на 17:00.
Я змінила час вашого візиту.
Тепер ви прийдете у вівторок о 10:00.
Новий час вашого візиту — середа, 13:00.
Пересунула вас на годину пізніше.
Ваш запис скасовано, гарного дня.
Скасувала, як ви просили.
Я видалила ваш запис.
Запис знято.
Візит відмінено.
Чекаємо на вас завтра о 10:00!
До зустрічі у п'ятницю!
Чекатимемо на вас о 18:00.
Анна чекатиме вас завтра.
Майстер вас чекає о 14:00.
Нагадую: ваш запис на 10:00.
У вас запис завтра о 12:00.
Ви вже маєте запис на суботу.
Ваша заявка прийнята.
Вашу бронь створено.
Готово, до зустрічі!
Зроблено: манікюр, п'ятниця, 15:00.
Ми вас внесли до списку на 9:30.
Я вас записала, а якщо що – пишіть.
Завтра о 15:00 вільно.
Є вільне віконце о 16:30.
У п'ятницю вільні 10:00 та 12:00.
Можу запропонувати завтра о 11:00 або 13:30.
Я записал вас на завтра в 10:00.
Вы записаны, ждём!
Записала вас к Марии на пятницу.
Готово, записываю вас на 14:00.
Вас записали на стрижку.
Ваше время забронировано.
Бронь подтверждена.
Забронировала за вами 12:30.
Место за вами.
Поставила вас на 16:00.
Добавила вас в расписание.
Внесла вас в график на вторник.
Ваш визит подтверждён.
Ваш визит состоится в субботу в 9:00.
Запись оформлена, спасибо!
Оформил вам запись.
Код вашей записи: K7P2QX.
Вот ваш код: AB12CD.
Номер брони 4821.
Перенесла вашу запись на среду.
Запись перенесена на 17:00.
Время вашего визита изменено.
Я изменила время визита на 15:00.
Новое время вашего визита — среда, 13:00.
Сдвинула вас на час позже.
Запись отменена, хорошего дня.
Отменила, как вы просили.
Я удалила вашу запись.
Визит отменён.
Ждём вас завтра в 10:00!
До встречи в пятницу!
Будем ждать вас в 18:00.
Анна будет ждать вас завтра.
Мастер вас ждёт в 14:00.
Напоминаю: ваша запись на 10:00.
У вас запись завтра в 12:00.
Вы уже записаны на субботу.
Ваша заявка принята.
Бронирование создано.
Всё сделано, до встречи!
Завтра в 15:00 свободно.
Есть свободное окно в 16:30.
В пятницу свободны 10:00 и 12:00.
Могу предложить завтра в 11:00 или 13:30.
Я вас записал, если что — пишите.
Приходите завтра в 10:00, вы в списке.
I have booked you for tomorrow at 10:00.
You are booked with Anna!
Booked! Friday at 15:30.
You're all set for Thursday.
Your appointment has been made.
I've made your appointment for 12:00.
I made you a booking for Friday.
Your booking has been created.
Your spot is reserved.
I reserved 14:00 for you.
Your reservation is confirmed.
Confirmed! See you on Monday.
I've added you to the schedule.
You're on the list for 9:30.
You are down for Tuesday at 11:00.
I put you in for 16:00.
I've got you in at 4 pm.
I penciled you in for Saturday.
Your visit is scheduled for Wednesday.
Your slot is saved.
That time is yours.
We'll see you on Friday at 10:00.
Looking forward to seeing you tomorrow.
Anna will be waiting for you at 14:00.
We are expecting you on Monday.
Your confirmation code is K7P2QX.
Here is your code: AB12CD.
Your booking number is 4821.
I moved your appointment to Wednesday.
Your appointment was moved to 17:00.
I've changed your booking to 15:00.
Your new time is Thursday at 13:00.
I pushed your visit back an hour.
I rescheduled you to Friday.
Your booking is cancelled.
I've cancelled it as you asked.
I removed your appointment.
Your visit has been deleted.
Your appointment is off.
Cancellation is complete.
Done, you have your appointment.
Reminder: your appointment is at 10:00.
You have a booking tomorrow at 12:00.
You already have an appointment on Saturday.
Your request has been accepted.
It's in the calendar for Monday.
Consider yourself booked.
15:00 is free tomorrow.
There is an opening at 16:30.
On Friday we have 10:00 and 12:00 available.
I can offer you tomorrow at 11:00 or 13:30.
Everything is arranged for Tuesday.
All done, see you then!
`);

/** What any receptionist may say at any time. */
export const HARMLESS = lines(`
Доброго дня! Чим можу допомогти?
На який день вас записати?
До якого майстра ви б хотіли?
Стрижка коштує 450 грн.
Манікюр триває годину.
Ми працюємо з 9:00 до 18:00.
У неділю ми зачинені.
На жаль, на 10:00 вже зайнято.
На цей день вільного часу немає.
Я ще не записала вас.
Запис поки не створено.
Який час вам зручніший?
Якщо час не підходить, запропоную інший.
Щоб скасувати запис, назвіть його код.
Хочете, я перенесу ваш запис?
Підкажіть, будь ласка, ваше ім'я.
Уточніть, будь ласка, ви хочете скасувати чи перенести?
Дякую за повідомлення!
Перевірю розклад і напишу.
Вибачте, я не зрозуміла.
Чи підтверджуєте ви, що хочете скасувати?
Ви бажаєте записатися на манікюр?
Запис можна скасувати будь-коли.
Наш салон на вулиці Хрещатик, 1.
Передаю розмову адміністраторові.
Я не бачу вашого запису.
У вас немає записів.
Запису на цей день не знайшла.
Я не можу розповідати про інших клієнтів.
Будь ласка, напишіть дату ще раз.
Здравствуйте! Чем могу помочь?
На какой день вас записать?
К какому мастеру вы хотите?
Стрижка стоит 450 грн.
Маникюр длится час.
Мы работаем с 9:00 до 18:00.
В воскресенье мы закрыты.
К сожалению, на 10:00 уже занято.
На этот день свободного времени нет.
Я ещё не записала вас.
Запись пока не создана.
Какое время вам удобнее?
Если время не подходит, предложу другое.
Чтобы отменить запись, назовите её код.
Хотите, я перенесу вашу запись?
Подскажите, пожалуйста, ваше имя.
Вы хотите отменить или перенести?
Спасибо за сообщение!
Извините, я не поняла.
Вы подтверждаете, что хотите отменить?
Запись можно отменить в любое время.
Передаю разговор администратору.
Я не вижу вашей записи.
У вас нет записей.
Не могу рассказывать о других клиентах.
Hello! How can I help you?
Which day suits you?
Which specialist would you like?
A haircut costs 450 UAH.
A manicure takes an hour.
We are open from 9:00 to 18:00.
We are closed on Sunday.
Unfortunately 10:00 is already taken.
There is no free time on that day.
I have not booked anything yet.
Nothing has been cancelled.
Which time suits you better?
If that does not suit you, I will look for another time.
To cancel a booking, tell me its code.
Would you like me to move your appointment?
May I have your name, please?
Do you want to cancel or to move it?
Thank you for your message!
Sorry, I did not understand.
Can you confirm that you want to cancel?
A booking can be cancelled at any time.
I am passing you to a colleague.
I cannot find your booking.
You have no bookings.
I cannot tell you about other clients.
Feel free to ask anything.
`);
