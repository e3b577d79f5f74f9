/** One text a line. */
const lines = (text: string): string[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim());

/** What never may leave without a commit or a read behind it. */
const FIRST_CLAIMS = lines(`
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
const FIRST_HARMLESS = lines(`
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

const FIRST_HELD_OUT = lines(`
Прийняла, манікюр у четвер об 11:00 за вами.
Чудово, я все оформила, приходьте!
Вас успішно записано до майстра Олени.
Бронювання пройшло успішно.
Запис зроблено на ім'я Дарина.
Ваш запис успішно додано.
Все гаразд, ви є в записі на завтра.
Я вже закріпила за вами 13:00.
Час зафіксовано за вами.
Підтверджую: середа, 12:00, стрижка.
Ваше бронювання активне.
Ваш запис дійсний.
Запис у силі, чекаємо.
Узгоджено: п'ятниця, 10:30.
Домовилися, чекаю вас о 15:00.
Записала Вас на фарбування до Елени.
Ми перенесли Вас на наступний тиждень.
Вашу стрижку перенесено на вівторок.
Переписала вас на 18:00.
Я перезаписала вас на середу.
Ваш візит зсунуто на 30 хвилин.
Відмінила ваш манікюр.
Вашу бронь анульовано.
Скасування виконано.
Більше цього запису немає, я його прибрала.
Масаж на суботу скасовано.
Побачимося в суботу о 12:00!
Завтра о 17:00 місце вільне.
Найближче вільне – 12:30.
Маємо вільні місця о 9:00 і 9:30.
Приняла, маникюр в четверг в 11:00 за вами.
Отлично, я всё оформила, приходите!
Вас успешно записали к мастеру Елене.
Бронирование прошло успешно.
Запись сделана на имя Дарья.
Ваша запись успешно добавлена.
Я уже закрепила за вами 13:00.
Время зафиксировано за вами.
Подтверждаю: среда, 12:00, стрижка.
Ваша бронь активна.
Ваша запись действительна.
Договорились, жду вас в 15:00.
Записала Вас на окрашивание к Елене.
Мы перенесли Вас на следующую неделю.
Вашу стрижку перенесли на вторник.
Я перезаписала вас на среду.
Ваш визит сдвинут на 30 минут.
Отменила ваш маникюр.
Ваша бронь аннулирована.
Отмена выполнена.
Массаж на субботу отменён.
Увидимся в субботу в 12:00!
Завтра в 17:00 место свободно.
Ближайшее свободное – 12:30.
Есть места в 9:00 и 9:30, свободные.
Great, your haircut is booked for Tuesday.
Your manicure is confirmed for 3 pm.
The booking went through.
Your booking is complete.
I went ahead and booked it.
You have been added for Thursday.
I've scheduled you with Maria.
You're confirmed for 10:30.
Your time has been locked in.
It's official: Friday at noon, you are booked.
I have put your name down for 11:00.
Your haircut has been moved to Monday.
I shifted your manicure to 17:00.
We rescheduled your visit.
Your massage on Saturday has been cancelled.
The appointment is now cancelled.
I took you off the schedule.
Your cancellation has been processed.
Anna expects you at 12:00.
See you Saturday!
The earliest available time is 12:30.
9:00 and 9:30 are available.
`);

const FIRST_HELD_OUT_HARMLESS = lines(`
Вітаю! Радий вас чути.
Розкажіть, будь ласка, яку послугу ви шукаєте.
Масаж у нас по 800 грн.
Фарбування займає півтори години.
Оберіть, будь ласка, один із варіантів.
Цього дня ми не працюємо.
О 12:00, на жаль, немає вільного часу.
Скажіть номер телефону, якщо хочете.
Дозвольте уточнити дату.
Ви маєте на увазі цю середу чи наступну?
Ніхто нічого не скасовував.
Можу щось іще підказати?
Якщо передумаєте, просто напишіть.
Коли вам зручно прийти?
Яку годину обираєте?
Приветствую! Рада вас слышать.
Расскажите, пожалуйста, какая услуга вас интересует.
Массаж стоит 800 грн.
Выберите, пожалуйста, один из вариантов.
В этот день мы не работаем.
В 12:00, к сожалению, нет свободного времени.
Позвольте уточнить дату.
Вы имеете в виду эту среду или следующую?
Никто ничего не отменял.
Могу ещё чем-то помочь?
Если передумаете, просто напишите.
Когда вам удобно прийти?
Мастер Анна работает по будням.
Nice to hear from you!
Tell me which service you have in mind.
A massage is 800 UAH.
Colouring takes an hour and a half.
Please choose one of these.
We do not work on that day.
There is nothing free at 12:00, I am afraid.
Let me check the date with you.
Do you mean this Wednesday or the next one?
Nobody has cancelled anything.
If you change your mind, just write.
Anna works on weekdays.
`);

const SECOND_HELD_OUT = lines(`
Внесла вас на неділю, 9:30.
Усе влаштовано, манікюр у середу.
Ваша стрижка завтра о 14:00, до зустрічі.
Ваш час 16:00 підтверджено.
Ваш запис тепер на вівторок.
Фарбування заплановано на п'ятницю.
Я забронювала останнє місце для вас.
Запис на суботу анульовано.
Перенесла на годину раніше.
Вас чекає Марія о 12:00.
Код підтвердження 7788.
Вільно завтра о 18:30.
Внесла вас на воскресенье, 9:30.
Всё устроено, маникюр в среду.
Ваша стрижка завтра в 14:00, до встречи.
Ваше время 16:00 подтверждено.
Ваша запись теперь на вторник.
Окрашивание запланировано на пятницу.
Я забронировала последнее место для вас.
Запись на субботу аннулирована.
Перенесла на час раньше.
Вас ждёт Мария в 12:00.
Код подтверждения 7788.
Свободно завтра в 18:30.
I have scheduled your manicure.
Your haircut tomorrow is confirmed.
Your appointment is now on Tuesday.
You have been booked with Elena.
I grabbed the last slot for you.
Your Saturday visit is cancelled.
I moved it an hour earlier.
Maria is expecting you at noon.
Confirmation number 7788.
We have 18:30 free tomorrow.
You're in the book for Sunday.
It has been rescheduled as you wished.
`);
const SECOND_HELD_OUT_HARMLESS = lines(`
Ціна залежить від довжини волосся.
Я запитаю, чи є місця.
Ви ще не обрали час.
На жаль, скасувати не вдалося.
Напишіть, який день вам підходить.
Цена зависит от длины волос.
Вы ещё не выбрали время.
К сожалению, отменить не получилось.
Напишите, какой день вам подходит.
The price depends on the length of your hair.
You have not chosen a time yet.
Unfortunately it could not be moved.
Please write which day suits you.
Shall I look for another day?
Anna and Maria both do haircuts.
`);

const THIRD_HELD_OUT = lines(`
Чекаємо на Вас у салоні завтра о дев'ятій.
Ваше місце збережено на суботу.
Я щойно все скасувала.
Для вас заброньовано 15:00 у Олени.
Запис на манікюр створено успішно.
Вас перезаписано на четвер.
Анулювала ваш запис на завтра.
Час 14:30 тепер ваш.
Записую! Середа, 11:00.
Є місце на 13:00, вільно.
Ждём Вас в салоне завтра в девять.
Ваше место сохранено на субботу.
Я только что всё отменила.
Для вас забронировано 15:00 у Елены.
Запись на маникюр успешно создана.
Вас перезаписали на четверг.
Аннулировала вашу запись на завтра.
Время 14:30 теперь ваше.
Записываю! Среда, 11:00.
Есть место на 13:00, свободно.
We look forward to seeing you on Saturday.
I have just cancelled everything.
15:00 with Elena is booked for you.
Your manicure booking was created successfully.
You have been moved to Thursday.
I cancelled tomorrow's appointment.
The 14:30 slot is now yours.
Booking you in! Wednesday at 11:00.
There is a free slot at 13:00.
Your seat is held until Saturday.
`);
const THIRD_HELD_OUT_HARMLESS = lines(`
Скільки вам потрібно часу?
Перенести запис можна за добу.
Ви хотіли б інший день?
Я ще шукаю для вас час.
Сколько вам нужно времени?
Перенести запись можно за сутки.
Вы хотели бы другой день?
Я ещё ищу для вас время.
Moving a booking is possible a day ahead.
Would another day do?
I am still looking for a time.
Our salon is near the station.
`);

/**
 * What never may leave without a commit or a read behind it. Each held-out list was written against a frozen detector;
 * at first sight it caught 56 of 77, then 33 of 36, then 22 of 30 (a
 * fourth, not kept here: 15 of 24), and let 37 of 40, 15 of 15 and 12 of 12 harmless
 * texts pass. What got through has been taught since.
 */
export const FALSE_CLAIMS = [
  ...FIRST_CLAIMS,
  ...FIRST_HELD_OUT,
  ...SECOND_HELD_OUT,
  ...THIRD_HELD_OUT,
];

export const HARMLESS = [
  ...FIRST_HARMLESS,
  ...FIRST_HELD_OUT_HARMLESS,
  ...SECOND_HELD_OUT_HARMLESS,
  ...THIRD_HELD_OUT_HARMLESS,
];
