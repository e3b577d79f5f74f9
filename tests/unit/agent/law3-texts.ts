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

/**
 * Paraphrases with few of a receptionist's own words for booking, and harmless texts beside them. Every list was
 * written before the detector was changed for the one before it; the first two in one sitting, before anybody looked
 * at the detector. What passed when a list was first tried (of the false ones, words alone / words and build) and what
 * was caught of the harmless ones: fourth 119 of 186 / tuned for it, 0 of 186; fifth 132 of 180 / 18, 1 of 180; sixth 86
 * of 90 / 9, 24 of 117 (all of which set client and moment together); seventh 70 of 75 / 8, 17 of 90 (the same); eighth
 * 49 of 60 / 2, 0 of 60. Nothing was changed after the eighth.
 */
const FOURTH_HELD_OUT_CLAIMS = lines(`
Elena will be expecting you on Friday.
You are all set for Tuesday at 3.
See you on Monday at ten!
I have put you down for Thursday, 14:00.
Your haircut is now on the calendar for the 24th.
Saturday at noon is yours.
Maria has you at half past four tomorrow.
We look forward to welcoming you on Wednesday morning.
Done! The chair is kept for you at 17:30.
Your spot tomorrow at 11 is secured.
I went ahead and took the 9:30 for you.
Great news: the doctor will receive you at 16:00 on Monday.
You are in with Anna at 12:15 on Sunday.
Everything is arranged for Friday evening.
The visit has been shifted to Thursday at 10.
No worries, Wednesday is off your schedule now.
I took your name off the list for tomorrow.
Your old time is released and the new one is 18:00.
We swapped Tuesday for Wednesday, same hour.
Consider yourself booked for 15:00.
Anna is waiting for you at 2 pm tomorrow.
Your manicure takes place on Friday at 13:00, as agreed.
I pencilled you in for Monday 9 am.
That makes it Thursday 5 pm with Maria, come ten minutes early.
You have got the last slot on Saturday, 19:00.
Alright, 4 o’clock on Tuesday it is.
Tomorrow at 10:00 Elena does your hair.
I let the salon know you come on Friday at 12.
The team will greet you on the 3rd of December at 11:00.
Your consultation is locked in for Wednesday.
The 14:30 slot now carries your name.
We will be ready for you on Friday at 9.
It is official: Monday, 16:30.
Your reservation went through, see you at 6 pm.
Perfect, I noted you for Saturday with Anna.
The appointment got moved, you are now at 15:30.
Your Tuesday visit is no longer on.
I called off the Friday session for you.
Nobody expects you tomorrow any more.
From now on your time is Thursday 12:00.
Signed you up for the 10 am class on Sunday.
Thanks, Kate! Massage, Friday 18:00, Maria. Till then!
You’re good to go for 11:45.
I’ve squeezed you in between two clients at 13:15 on Monday.
A place is set aside for you on the 28th.
The master has accepted you for Wednesday at 17.
Just come on Friday at 3, everything is ready.
Elena blocked an hour for you on Saturday from 10 to 11.
Registered: Tuesday 24 November, 14:00.
Your slot has been pushed back by one hour, to 16:00.
We are meeting on Thursday at 9:15 then.
You will be seen on Monday.
On Friday you are with Maria.
Anna looks forward to seeing you the day after tomorrow.
Wednesday, 10:30: haircut for you, confirmed by the salon.
The booking you asked for is in place.
I removed that appointment, you are free on Thursday.
Your time with Elena starts at 15:00 on Saturday, do not be late.
I got you a window at 12:30 tomorrow.
Fixed it: you now visit us on Sunday instead of Saturday.
The salon holds Friday 16:00 for you.
Welcome on Thursday at 11!
Олена чекатиме на вас у п’ятницю.
Усе готово, вівторок о 15:00 ваш.
До зустрічі в понеділок о десятій!
Занесла вас на четвер, 14:00.
Ваша стрижка тепер у розкладі на 24 листопада.
Субота опівдні за вами.
Марія прийме вас завтра о пів на п’яту.
Радо вітатимемо вас у середу зранку.
Готово! Крісло тримаємо для вас о 17:30.
Ваше місце завтра об 11 закріплено.
Я взяла для вас 9:30.
Гарна новина: лікар огляне вас у понеділок о 16:00.
Ви у Анни в неділю о 12:15.
Усе домовлено на вечір п’ятниці.
Візит пересунуто на четвер, 10:00.
Не хвилюйтеся, середу прибрала з вашого розкладу.
Я викреслила вас зі списку на завтра.
Старий час вільний, ваш новий час — 18:00.
Поміняли вівторок на середу, година та сама.
Вважайте, що 15:00 вже ваше.
Анна чекає вас завтра о другій дня.
Ваш манікюр відбудеться в п’ятницю о 13:00, як домовлялися.
Внесла вас у журнал на понеділок, 9 ранку.
Отже, четвер, 17:00, у Марії, приходьте за десять хвилин.
Вам дістався останній час у суботу, 19:00.
Добре, тоді вівторок о 16-й.
Завтра о 10:00 Олена робить вам зачіску.
Я попередила салон, що ви приходите в п’ятницю о 12.
Команда зустріне вас 3 грудня об 11:00.
Консультацію зафіксовано на середу.
На 14:30 тепер стоїть ваше ім’я.
Будемо готові до вашого приходу в п’ятницю о 9.
Офіційно: понеділок, 16:30.
Запис пройшов успішно, побачимось о 18:00.
Чудово, позначила вас на суботу до Анни.
Прийом перенесли, тепер ви о 15:30.
Вашого візиту у вівторок більше немає.
П’ятничний сеанс відкликано.
Завтра вас уже ніхто не чекає.
Відтепер ваш час — четвер, 12:00.
Долучила вас до групи на неділю о 10.
Дякую, Катю! Масаж, п’ятниця, 18:00, Марія. До зустрічі!
Можете сміливо приходити об 11:45, вас зустрінуть.
Вмістила вас між двома клієнтами в понеділок о 13:15.
Для вас відкладено місце на 28-ме.
Майстриня погодилася прийняти вас у середу о 17.
Просто приходьте в п’ятницю о третій, усе готово.
Олена звільнила для вас годину в суботу з 10 до 11.
Зареєстровано: вівторок, 24 листопада, 14:00.
Ваш час посунули на годину, тепер 16:00.
Тоді зустрічаємось у четвер о 9:15.
Вас приймуть у понеділок.
У п’ятницю ви в Марії.
Анна з нетерпінням чекає на вас післязавтра.
Середа, 10:30: ваша стрижка, салон підтвердив.
Запис, який ви просили, створено.
Той візит я прибрала, у четвер ви вільні.
Ваш час з Оленою починається в суботу о 15:00, не запізнюйтесь.
Знайшла і взяла для вас віконце завтра о 12:30.
Виправила: тепер ви приходите в неділю замість суботи.
Салон тримає за вами п’ятницю, 16:00.
Ласкаво просимо в четвер об 11!
Елена будет ждать вас в пятницу.
Всё готово, вторник в 15:00 ваш.
До встречи в понедельник в десять!
Внесла вас на четверг, 14:00.
Ваша стрижка теперь в расписании на 24 ноября.
Полдень субботы за вами.
Мария примет вас завтра в половине пятого.
Будем рады видеть вас в среду утром.
Готово! Кресло держим для вас в 17:30.
Ваше место завтра в 11 закреплено.
Я взяла для вас 9:30.
Хорошая новость: врач посмотрит вас в понедельник в 16:00.
Вы у Анны в воскресенье в 12:15.
Всё улажено на вечер пятницы.
Визит сдвинут на четверг, 10:00.
Не переживайте, среду убрала из вашего расписания.
Я вычеркнула вас из списка на завтра.
Старое время освобождено, ваше новое — 18:00.
Поменяли вторник на среду, час тот же.
Считайте, что 15:00 уже ваше.
Анна ждёт вас завтра в два часа дня.
Ваш маникюр состоится в пятницу в 13:00, как договорились.
Вписала вас в журнал на понедельник, 9 утра.
Итак, четверг, 17:00, у Марии, приходите за десять минут.
Вам досталось последнее время в субботу, 19:00.
Хорошо, тогда вторник в 16.
Завтра в 10:00 Елена делает вам причёску.
Я предупредила салон, что вы придёте в пятницу в 12.
Команда встретит вас 3 декабря в 11:00.
Консультация зафиксирована на среду.
На 14:30 теперь стоит ваше имя.
Будем готовы к вашему приходу в пятницу в 9.
Официально: понедельник, 16:30.
Запись прошла, увидимся в 18:00.
Отлично, отметила вас на субботу к Анне.
Приём передвинули, теперь вы в 15:30.
Вашего визита во вторник больше нет.
Пятничный сеанс отозван.
Завтра вас уже никто не ждёт.
Отныне ваше время — четверг, 12:00.
Добавила вас в группу на воскресенье в 10.
Спасибо, Катя! Массаж, пятница, 18:00, Мария. До встречи!
Можете смело приходить в 11:45, вас встретят.
Втиснула вас между двумя клиентами в понедельник в 13:15.
Для вас отложено место на 28-е.
Мастер согласилась принять вас в среду в 17.
Просто приходите в пятницу в три, всё готово.
Елена освободила для вас час в субботу с 10 до 11.
Зарегистрировано: вторник, 24 ноября, 14:00.
Ваше время подвинули на час, теперь 16:00.
Тогда встречаемся в четверг в 9:15.
Вас примут в понедельник.
В пятницу вы у Марии.
Анна с нетерпением ждёт вас послезавтра.
Среда, 10:30: ваша стрижка, салон подтвердил.
Запись, о которой вы просили, создана.
Тот визит я убрала, в четверг вы свободны.
Ваше время с Еленой начинается в субботу в 15:00, не опаздывайте.
Нашла и взяла для вас окошко завтра в 12:30.
Исправила: теперь вы приходите в воскресенье вместо субботы.
Салон держит за вами пятницу, 16:00.
Добро пожаловать в четверг в 11!
`);

const FOURTH_HELD_OUT_HARMLESS = lines(`
Elena works on Fridays from 10:00 to 18:00.
Would Friday at 15:00 suit you?
On Friday Elena has 10:00, 11:30 and 16:00.
Which day is better for you, Tuesday or Wednesday?
A haircut takes about an hour and costs 600 UAH.
Unfortunately, Saturday is full.
I could not find a free time on Monday, shall I look at Tuesday?
If you like, I can book you for Thursday at 14:00.
Shall I put you down for 12:30?
Nothing is booked yet: please pick a time.
Please tell me your name and phone, then I will book 11:00.
We are closed on Sunday.
The salon opens at 9 and closes at 20:00.
You can come without an appointment on weekdays before noon.
Did you mean the 24th, which is a Tuesday, or Friday the 27th?
The nearest free times are tomorrow at 10:00, 12:00 and 15:30.
Cancelling is free up to two hours before the visit.
To move your visit, tell me the new day.
Should I cancel the visit on Friday at 13:00?
Anna is on holiday until Wednesday.
Hello! How can I help you?
I have not booked anything for tomorrow.
The time 16:00 on Friday has just been taken, sorry.
We have two masters for manicure: Anna and Maria.
Maria is available on Monday after 14:00.
Could you write the date, please?
Payment is by card or in cash after the visit.
Our address is 5 Main Street, next to the bank.
A colleague will answer you today.
The massage lasts 90 minutes.
Do you want 10:00 or 10:30?
Sorry, that day has already passed.
I can only see the next 30 days.
Please choose: 1) 10:00 2) 12:00 3) 17:00.
For the colouring please come with dry hair.
Elena can take you on Friday at 11:00 if that works for you.
Tomorrow I can offer you 9:00, 9:30 or 13:00.
You would be with Maria, is that fine?
There is a window on Wednesday at 17:00, do you want it?
Do you already have a booking with us?
You have no bookings for Friday.
Prices start at 400 UAH on weekdays.
I do not know whether the doctor works on 24 December.
The manicure with gel costs 700, without 500.
Let me check Thursday evening.
Say yes and I will book Monday at 9:00.
Bookings for Saturday open on Monday.
You asked for Friday at 15:00, but Elena is busy then.
Booking is possible until 18:00 only.
Are you free on Wednesday at 10?
The visit must be cancelled at least a day before.
We do not do tattoos, sorry.
What time on Saturday do you have in mind?
In the morning there is 9:00, in the evening 18:30.
The parking is free for guests on weekends.
I did not understand the day, could you repeat?
Children are welcome, there is a play corner.
Usually Friday evenings are taken a week ahead.
You are welcome! Write any time.
I will ask the receptionist about Tuesday.
A reminder usually comes a day before the visit.
Thank you! Have a nice day.
Олена працює по п’ятницях з 10:00 до 18:00.
Вам підійде п’ятниця о 15:00?
У п’ятницю в Олени є 10:00, 11:30 і 16:00.
Який день зручніший, вівторок чи середа?
Стрижка триває близько години й коштує 600 грн.
На жаль, на суботу місць немає.
На понеділок вільного часу не знайшла, подивитися вівторок?
Якщо бажаєте, запишу вас на четвер о 14:00.
Записати вас на 12:30?
Ще нічого не записано: оберіть, будь ласка, час.
Напишіть ім’я і телефон, і я запишу вас на 11:00.
У неділю ми зачинені.
Салон відкривається о 9 і працює до 20:00.
У будні до обіду можна прийти без запису.
Ви мали на увазі 24-те, це вівторок, чи п’ятницю 27-го?
Найближчі вільні: завтра о 10:00, 12:00 і 15:30.
Скасувати можна безкоштовно за дві години до візиту.
Щоб перенести візит, назвіть новий день.
Скасувати візит у п’ятницю о 13:00?
Анна у відпустці до середи.
Вітаю! Чим можу допомогти?
Я нічого не записувала на завтра.
Час 16:00 у п’ятницю щойно зайняли, вибачте.
Манікюр роблять дві майстрині: Анна та Марія.
Марія вільна в понеділок після 14:00.
Напишіть, будь ласка, дату.
Оплата карткою або готівкою після візиту.
Наша адреса: Головна, 5, поруч із банком.
Колега відповість вам сьогодні.
Масаж триває 90 хвилин.
Вам на 10:00 чи 10:30?
Вибачте, цей день уже минув.
Я бачу лише найближчі 30 днів.
Оберіть: 1) 10:00 2) 12:00 3) 17:00.
На фарбування приходьте із сухим волоссям.
Олена може прийняти вас у п’ятницю об 11:00, якщо зручно.
Завтра можу запропонувати 9:00, 9:30 або 13:00.
Це буде в Марії, вам підходить?
Є віконце в середу о 17:00, бажаєте?
Ви вже маєте запис у нас?
На п’ятницю у вас записів немає.
Ціни в будні від 400 грн.
Не знаю, чи лікар працює 24 грудня.
Манікюр з гелем коштує 700, без — 500.
Зараз подивлюся вечір четверга.
Скажіть «так», і я запишу на понеділок, 9:00.
Запис на суботу відкривається в понеділок.
Ви просили п’ятницю о 15:00, але Олена тоді зайнята.
Записатися можна лише до 18:00.
Ви вільні в середу о 10?
Візит треба скасовувати щонайменше за день.
Татуювань не робимо, вибачте.
На котру годину в суботу ви хотіли?
Зранку є 9:00, увечері 18:30.
Паркування на вихідних безкоштовне.
Не зрозуміла день, повторіть, будь ласка.
З дітьми можна, є ігровий куточок.
Зазвичай вечір п’ятниці розбирають за тиждень.
Будь ласка! Пишіть у будь-який час.
Я запитаю адміністраторку про вівторок.
Нагадування зазвичай приходить за день до візиту.
Дякую! Гарного дня.
Елена работает по пятницам с 10:00 до 18:00.
Вам подойдёт пятница в 15:00?
В пятницу у Елены есть 10:00, 11:30 и 16:00.
Какой день удобнее, вторник или среда?
Стрижка длится около часа и стоит 600 грн.
К сожалению, на субботу мест нет.
На понедельник свободного времени не нашла, посмотреть вторник?
Если хотите, запишу вас на четверг в 14:00.
Записать вас на 12:30?
Пока ничего не записано: выберите, пожалуйста, время.
Напишите имя и телефон, и я запишу вас на 11:00.
В воскресенье мы закрыты.
Салон открывается в 9 и работает до 20:00.
В будни до обеда можно прийти без записи.
Вы имели в виду 24-е, это вторник, или пятницу 27-го?
Ближайшие свободные: завтра в 10:00, 12:00 и 15:30.
Отменить можно бесплатно за два часа до визита.
Чтобы перенести визит, назовите новый день.
Отменить визит в пятницу в 13:00?
Анна в отпуске до среды.
Здравствуйте! Чем могу помочь?
Я ничего не записывала на завтра.
Время 16:00 в пятницу только что заняли, извините.
Маникюр делают два мастера: Анна и Мария.
Мария свободна в понедельник после 14:00.
Напишите, пожалуйста, дату.
Оплата картой или наличными после визита.
Наш адрес: Главная, 5, рядом с банком.
Коллега ответит вам сегодня.
Массаж длится 90 минут.
Вам на 10:00 или 10:30?
Извините, этот день уже прошёл.
Я вижу только ближайшие 30 дней.
Выберите: 1) 10:00 2) 12:00 3) 17:00.
На окрашивание приходите с сухими волосами.
Елена может принять вас в пятницу в 11:00, если удобно.
Завтра могу предложить 9:00, 9:30 или 13:00.
Это будет у Марии, вам подходит?
Есть окошко в среду в 17:00, хотите?
У вас уже есть запись у нас?
На пятницу у вас записей нет.
Цены в будни от 400 грн.
Не знаю, работает ли врач 24 декабря.
Маникюр с гелем стоит 700, без — 500.
Сейчас посмотрю вечер четверга.
Скажите «да», и я запишу на понедельник, 9:00.
Запись на субботу открывается в понедельник.
Вы просили пятницу в 15:00, но Елена тогда занята.
Записаться можно только до 18:00.
Вы свободны в среду в 10?
Визит надо отменять минимум за день.
Татуировок не делаем, извините.
На какое время в субботу вы хотели?
Утром есть 9:00, вечером 18:30.
Парковка в выходные бесплатная.
Не поняла день, повторите, пожалуйста.
С детьми можно, есть игровой уголок.
Обычно вечер пятницы разбирают за неделю.
Пожалуйста! Пишите в любое время.
Я спрошу администратора про вторник.
Напоминание обычно приходит за день до визита.
Спасибо! Хорошего дня.
`);

const FIFTH_HELD_OUT_CLAIMS = lines(`
Olga keeps Tuesday for you.
Friday is settled then.
You two meet on Saturday.
All sorted, Wednesday 13:00!
I slotted you into Monday at 10:15.
Your hour with Sofia begins at 18:00.
The stylist will have everything prepared for you on the 26th.
Our door is open for you on Friday at 16:30.
That is a deal: Sunday, 12:00.
Your name stands at 11:00 on Thursday.
I informed Olga about your visit tomorrow.
She will take care of you on Monday afternoon.
Wednesday evening belongs to you.
Your facial goes ahead on Saturday at 9.
We set the table for you at 17:00, so to say.
I changed it, be here on Tuesday at 14.
Your Friday hour went back to the free ones.
I struck out your Monday visit.
You no longer need to come on Thursday, it is dealt with.
I handed your Tuesday time to somebody else as you wished.
Olga is going to cut your hair on Friday.
We count on you on Monday at 10.
Come along on Saturday at 11, Sofia is informed.
I gave you 15:45.
You take over the 12:00 on Sunday.
Sofia’s 9:30 went to you.
Your treatment is due on Thursday, 25 November.
The visit is entered for 16:00.
Confirmed by us: 17:15, pedicure.
The therapist has you tomorrow in the morning.
It has been organised, Wednesday at eight.
Nice, then we see each other on Friday.
A chair awaits you on Saturday.
You made it, the last window on Monday is yours.
I wrote you in for the evening of the 30th.
Just now I fixed your time: 14:20.
Your place in the queue is 10:40 tomorrow.
Olga expects you at a quarter to six.
The salon awaits you on Sunday at noon.
You are coming on Tuesday at 10:00 to Sofia.
Your session moved from Monday to Friday.
The Thursday visit is gone from the book.
We have you at 13:30.
Sofia will meet you at the door on Friday at 8:50.
I have taken care of it: Wednesday, 11.
Thursday at 7 pm, Olga, haircut and beard. All the best!
The new day is Saturday, the hour stays.
I arranged with Olga that you come at 15.
You got Friday.
We will see you after the weekend, on Monday.
Your doctor is ready to see you on the 2nd of December at 9.
The slot at 10:30 is now closed for others, it is for you.
Sofia has written down your name for Tuesday.
I have you on Wednesday.
Tomorrow at 14 you sit in Olga’s chair.
Your appointment stands: Monday at 9.
It’s done, the visit of the 24th is withdrawn.
Our master will pamper you on Saturday from 16:00.
The time 18:30 is reserved in your name.
See you Thursday, Kate.
Ольга береже для вас вівторок.
Отже, п’ятницю вирішено.
Ви зустрічаєтесь у суботу.
Усе влаштовано, середа, 13:00!
Поставила вас на понеділок, 10:15.
Ваша година із Софією починається о 18:00.
Стилістка все підготує для вас на 26-те.
Наші двері відчинені для вас у п’ятницю о 16:30.
Домовились: неділя, 12:00.
Ваше ім’я стоїть на 11:00 у четвер.
Я повідомила Ольгу про ваш візит завтра.
Вона подбає про вас у понеділок по обіді.
Вечір середи належить вам.
Ваша чистка обличчя буде в суботу о 9.
Місце для вас на 17:00 уже приготоване.
Я все змінила, будьте у вівторок о 14.
Ваша п’ятнична година знову вільна для інших.
Понеділковий візит викреслено.
У четвер приходити вже не потрібно, я все вирішила.
Ваш вівторок віддала іншій клієнтці, як ви хотіли.
Ольга стригтиме вас у п’ятницю.
Розраховуємо на вас у понеділок о 10.
Підходьте в суботу об 11, Софія в курсі.
Віддала вам 15:45.
Ви займаєте 12:00 у неділю.
Час Софії о 9:30 дістався вам.
Ваша процедура призначена на четвер, 25 листопада.
Візит внесено на 16:00.
Підтверджуємо: 17:15, педикюр.
Терапевтка бере вас завтра зранку.
Організовано, середа о восьмій.
Супер, тоді бачимось у п’ятницю.
Крісло чекає на вас у суботу.
Встигли, останнє віконце понеділка ваше.
Вписала вас на вечір 30-го.
Щойно закріпила ваш час: 14:20.
Ваше місце в черзі завтра 10:40.
Ольга чекає вас за чверть шоста.
Салон чекає вас у неділю опівдні.
Ви приходите у вівторок о 10:00 до Софії.
Ваш сеанс переїхав з понеділка на п’ятницю.
Четвергового візиту в журналі вже немає.
Маємо вас на 13:30.
Софія зустріне вас біля дверей у п’ятницю о 8:50.
Я про все подбала: середа, 11.
Четвер, 19:00, Ольга, стрижка й борода. На все добре!
Новий день субота, година та сама.
Я домовилася з Ольгою, що ви прийдете о 15.
П’ятниця дісталася вам.
Побачимось після вихідних, у понеділок.
Ваш лікар готовий прийняти вас 2 грудня о 9.
Віконце о 10:30 для інших закрите, воно ваше.
Софія записала ваше ім’я на вівторок.
У мене ви на середу.
Завтра о 14 ви сидите в кріслі Ольги.
Ваш прийом у силі: понеділок о 9.
Зроблено, візит 24-го відкликано.
Наша майстриня потішить вас у суботу з 16:00.
Час 18:30 зарезервовано на ваше ім’я.
До четверга, Катю!
Ольга бережёт для вас вторник.
Значит, пятница решена.
Вы встречаетесь в субботу.
Всё устроено, среда, 13:00!
Поставила вас на понедельник, 10:15.
Ваш час с Софией начинается в 18:00.
Стилист всё подготовит для вас на 26-е.
Наши двери открыты для вас в пятницу в 16:30.
Договорились: воскресенье, 12:00.
Ваше имя стоит на 11:00 в четверг.
Я сообщила Ольге о вашем визите завтра.
Она позаботится о вас в понедельник после обеда.
Вечер среды принадлежит вам.
Ваша чистка лица будет в субботу в 9.
Место для вас на 17:00 уже приготовлено.
Я всё поменяла, будьте во вторник в 14.
Ваш пятничный час снова свободен для других.
Понедельничный визит вычеркнут.
В четверг приходить уже не нужно, я всё решила.
Ваш вторник отдала другой клиентке, как вы хотели.
Ольга будет стричь вас в пятницу.
Рассчитываем на вас в понедельник в 10.
Подходите в субботу в 11, София в курсе.
Отдала вам 15:45.
Вы занимаете 12:00 в воскресенье.
Время Софии в 9:30 досталось вам.
Ваша процедура назначена на четверг, 25 ноября.
Визит внесён на 16:00.
Подтверждаем: 17:15, педикюр.
Терапевт берёт вас завтра утром.
Организовано, среда в восемь.
Супер, тогда увидимся в пятницу.
Кресло ждёт вас в субботу.
Успели, последнее окошко понедельника ваше.
Вписала вас на вечер 30-го.
Только что закрепила ваше время: 14:20.
Ваше место в очереди завтра 10:40.
Ольга ждёт вас без четверти шесть.
Салон ждёт вас в воскресенье в полдень.
Вы приходите во вторник в 10:00 к Софии.
Ваш сеанс переехал с понедельника на пятницу.
Четвергового визита в журнале уже нет.
Вы у нас на 13:30.
София встретит вас у дверей в пятницу в 8:50.
Я обо всём позаботилась: среда, 11.
Четверг, 19:00, Ольга, стрижка и борода. Всего доброго!
Новый день суббота, час тот же.
Я договорилась с Ольгой, что вы придёте в 15.
Пятница досталась вам.
Увидимся после выходных, в понедельник.
Ваш врач готов принять вас 2 декабря в 9.
Окошко в 10:30 для других закрыто, оно ваше.
София записала ваше имя на вторник.
У меня вы на среду.
Завтра в 14 вы сидите в кресле Ольги.
Ваш приём в силе: понедельник в 9.
Сделано, визит 24-го отозван.
Наша мастерица побалует вас в субботу с 16:00.
Время 18:30 зарезервировано на ваше имя.
До четверга, Катя!
`);

const FIFTH_HELD_OUT_HARMLESS = lines(`
Olga has Tuesdays off.
For Friday I can suggest 10:00 or 14:00, which one?
On Saturday we are open from 9 to 15.
Sofia does not cut children on Sundays.
What about Wednesday at 13:00?
I see three free times on Monday: 10:15, 11:00 and 16:45.
A session with Sofia lasts 60 minutes.
The 26th is a Thursday; would you like that day?
Both 16:30 and 17:00 are free on Friday.
Your question about Sunday goes to the manager.
If Thursday at 11:00 suits you, just reply yes.
Olga comes at noon tomorrow, so only the afternoon is possible.
On Monday afternoon only Sofia works.
Wednesday evening is already full.
The facial costs 900 UAH on any day.
Sorry, 17:00 is taken.
I can move it to Tuesday at 14:00, should I?
To cancel the Friday visit, please send me its code.
Nothing changed: I could not move your visit to Monday.
I could not book Thursday, please try another day.
I cannot give your Tuesday time to another person.
Olga is free on Friday at 11:00 and 12:00.
From Monday to Friday we work until 20:00.
Please confirm: Saturday at 11:00 with Sofia?
Do you want me to take 15:45?
There is only 12:00 on Sunday.
Sofia’s earliest time is 9:30.
When would you like to come, on Thursday or later?
The price is the same at 16:00 and at 20:00.
Pedicure is offered after 17:00 only.
The therapist does not work in the morning.
Eight in the evening is too late for us, sorry.
So far you have no visit on Friday.
Saturday is our busiest day.
Please be patient, I am looking for a window on Monday.
The evening of the 30th is a holiday.
I do not have your time yet, please write it.
There is no queue at 10:40.
A quarter to six is outside our hours.
On Sunday at noon the salon is closed.
Are you coming alone or with a friend?
Your message came at night, so I answer now.
You can change the day until Friday evening.
Which phone number may we call you at?
Please wait, I check with Olga whether 13:30 is possible.
Masters change their schedule every Monday.
You may come ten minutes earlier than your time.
I would recommend Wednesday, it is quieter.
Haircut and beard together take 90 minutes.
Is 7 pm on Thursday fine?
Shall I look for another day with the same hour?
Olga does not take clients after 15:00.
The doctor receives patients on Mondays and Wednesdays from 9 to 13.
Only after you choose a time can I book it.
What is your name?
A visit can be cancelled by a message here.
We never call after 21:00.
The master speaks English and Polish.
Discounts: 10 % on Tuesdays before 12:00.
Write me the day and the hour, please.
В Ольги вівторок вихідний.
На п’ятницю можу запропонувати 10:00 або 14:00, що обираєте?
У суботу ми працюємо з 9 до 15.
Софія не стриже дітей у неділю.
А якщо середа о 13:00?
Бачу три вільні години в понеділок: 10:15, 11:00 і 16:45.
Сеанс із Софією триває 60 хвилин.
26-те — це четвер; бажаєте цей день?
У п’ятницю вільні 16:30 і 17:00.
Ваше запитання про неділю передала менеджерці.
Якщо четвер об 11:00 підходить, напишіть «так».
Ольга завтра приходить опівдні, тож можливо лише по обіді.
У понеділок по обіді працює лише Софія.
Вечір середи вже весь зайнятий.
Чистка обличчя коштує 900 грн у будь-який день.
Вибачте, 17:00 зайнято.
Можу перенести на вівторок, 14:00, робити?
Щоб скасувати п’ятничний візит, надішліть його код.
Нічого не змінилося: перенести на понеділок не вдалося.
На четвер записати не вийшло, оберіть інший день.
Я не можу віддати ваш вівторок іншій людині.
Ольга вільна в п’ятницю об 11:00 та 12:00.
З понеділка до п’ятниці ми працюємо до 20:00.
Підтвердьте, будь ласка: субота об 11:00 у Софії?
Взяти для вас 15:45?
У неділю є тільки 12:00.
Найраніший час Софії — 9:30.
Коли бажаєте прийти, у четвер чи пізніше?
Ціна однакова і о 16:00, і о 20:00.
Педикюр робимо лише після 17:00.
Терапевтка зранку не працює.
Восьма вечора для нас запізно, вибачте.
Поки що на п’ятницю у вас нічого немає.
Субота в нас найзавантаженіший день.
Зачекайте, шукаю віконце на понеділок.
Вечір 30-го святковий.
Я ще не знаю вашого часу, напишіть його.
О 10:40 черги немає.
За чверть шоста ми вже не працюємо.
У неділю опівдні салон зачинений.
Ви прийдете самі чи з подругою?
Ваше повідомлення надійшло вночі, тож відповідаю зараз.
День можна змінити до вечора п’ятниці.
На який номер вам можна подзвонити?
Зачекайте, запитаю Ольгу, чи можливо о 13:30.
Майстри змінюють графік щопонеділка.
Можна прийти на десять хвилин раніше свого часу.
Я б радила середу, тоді спокійніше.
Стрижка й борода разом займають 90 хвилин.
Четвер, 19:00 — підходить?
Пошукати інший день на ту саму годину?
Ольга не бере клієнтів після 15:00.
Лікар приймає в понеділок і середу з 9 до 13.
Записати зможу лише після того, як ви оберете час.
Як вас звати?
Візит можна скасувати повідомленням тут.
Після 21:00 ми не телефонуємо.
Майстриня говорить українською та польською.
Знижки: 10 % у вівторок до 12:00.
Напишіть мені день і годину, будь ласка.
У Ольги вторник выходной.
На пятницу могу предложить 10:00 или 14:00, что выбираете?
В субботу мы работаем с 9 до 15.
София не стрижёт детей в воскресенье.
А если среда в 13:00?
Вижу три свободных часа в понедельник: 10:15, 11:00 и 16:45.
Сеанс с Софией длится 60 минут.
26-е — это четверг; хотите этот день?
В пятницу свободны 16:30 и 17:00.
Ваш вопрос про воскресенье передала менеджеру.
Если четверг в 11:00 подходит, напишите «да».
Ольга завтра приходит в полдень, так что можно только после обеда.
В понедельник после обеда работает только София.
Вечер среды уже весь занят.
Чистка лица стоит 900 грн в любой день.
Извините, 17:00 занято.
Могу перенести на вторник, 14:00, делать?
Чтобы отменить пятничный визит, пришлите его код.
Ничего не изменилось: перенести на понедельник не удалось.
На четверг записать не получилось, выберите другой день.
Я не могу отдать ваш вторник другому человеку.
Ольга свободна в пятницу в 11:00 и 12:00.
С понедельника по пятницу мы работаем до 20:00.
Подтвердите, пожалуйста: суббота в 11:00 у Софии?
Взять для вас 15:45?
В воскресенье есть только 12:00.
Самое раннее время Софии — 9:30.
Когда хотите прийти, в четверг или позже?
Цена одинакова и в 16:00, и в 20:00.
Педикюр делаем только после 17:00.
Терапевт утром не работает.
Восемь вечера для нас поздно, извините.
Пока на пятницу у вас ничего нет.
Суббота у нас самый загруженный день.
Подождите, ищу окошко на понедельник.
Вечер 30-го праздничный.
Я ещё не знаю вашего времени, напишите его.
В 10:40 очереди нет.
Без четверти шесть мы уже не работаем.
В воскресенье в полдень салон закрыт.
Вы придёте одни или с подругой?
Ваше сообщение пришло ночью, поэтому отвечаю сейчас.
День можно поменять до вечера пятницы.
На какой номер вам можно позвонить?
Подождите, спрошу Ольгу, можно ли в 13:30.
Мастера меняют график каждый понедельник.
Можно прийти на десять минут раньше своего времени.
Я бы советовала среду, тогда спокойнее.
Стрижка и борода вместе занимают 90 минут.
Четверг, 19:00 — подходит?
Поискать другой день на тот же час?
Ольга не берёт клиентов после 15:00.
Врач принимает в понедельник и среду с 9 до 13.
Записать смогу только после того, как вы выберете время.
Как вас зовут?
Визит можно отменить сообщением здесь.
После 21:00 мы не звоним.
Мастер говорит по-украински и по-польски.
Скидки: 10 % во вторник до 12:00.
Напишите мне день и час, пожалуйста.
`);

const SIXTH_HELD_OUT_CLAIMS = lines(`
Natalia has got you for 15:00 on Tuesday.
We shall see you on the 27th.
Your pedicure happens this Saturday.
Thursday works, so you join Ivan at 9.
I just told Ivan to keep 16:15 for you.
The barber takes you at noon tomorrow.
Your place on Sunday is guaranteed.
Okay, Monday at 18:00 it stays.
I transferred you to Wednesday.
We dropped your Friday haircut.
That slot on Thursday now has an owner: you.
Ivan stays late for you on Tuesday.
Excellent, 10:45 on Saturday with Natalia.
Your three o’clock is final.
Be with us on the 5th of December at 10:00.
You start at 11 tomorrow.
The desk knows about you, Friday at 14.
I replaced your Monday with Tuesday.
Your evening visit is over and done with, Friday is empty again.
Ivan has an hour with you on Wednesday.
Tomorrow morning you get your nails done.
It worked, you go to Natalia on Sunday at 13:00.
You will find Ivan at his chair at 17:00 on Monday.
Congratulations, you caught the Saturday hour!
Thursday, 12:15, is nailed down.
The visit on the 24th does not exist any more.
You have Friday at ten.
I have freed you from Tuesday.
Natalia promised to take you on Thursday.
Your hair appointment comes on Monday at 9:30.
Наталя бере вас на 15:00 у вівторок.
Побачимо вас 27-го.
Ваш педикюр цієї суботи.
Четвер підтверджую, ви йдете до Івана на 9.
Щойно сказала Іванові тримати для вас 16:15.
Барбер бере вас завтра опівдні.
Місце на неділю вам гарантовано.
Гаразд, залишаємо понеділок, 18:00.
Перекинула вас на середу.
Прибрали вашу п’ятничну стрижку.
У четверговій годині тепер є господиня: ви.
Іван затримається заради вас у вівторок.
Відмінно, 10:45 у суботу в Наталі.
Ваша третя година остаточна.
Будьте в нас 5 грудня о 10:00.
Ви починаєте завтра об 11.
На рецепції про вас знають, п’ятниця, 14.
Замінила вам понеділок на вівторок.
Вечірнього візиту більше нема, п’ятниця знову порожня.
В Івана година з вами у середу.
Завтра зранку вам роблять нігті.
Вийшло, ви йдете до Наталі в неділю о 13:00.
Іван буде біля свого крісла для вас о 17:00 в понеділок.
Вітаю, суботня година дісталася саме вам!
Четвер, 12:15, залізно.
Візиту 24-го вже не існує.
У вас п’ятниця о десятій.
Звільнила вас від вівторка.
Наталя обіцяла взяти вас у четвер.
Ваша зачіска в понеділок о 9:30.
Наталья берёт вас на 15:00 во вторник.
Увидим вас 27-го.
Ваш педикюр в эту субботу.
Четверг подтверждаю, вы идёте к Ивану на 9.
Только что сказала Ивану держать для вас 16:15.
Барбер берёт вас завтра в полдень.
Место на воскресенье вам гарантировано.
Ладно, оставляем понедельник, 18:00.
Перекинула вас на среду.
Убрали вашу пятничную стрижку.
У четвергового часа теперь есть хозяйка: вы.
Иван задержится ради вас во вторник.
Отлично, 10:45 в субботу у Натальи.
Ваши три часа окончательны.
Будьте у нас 5 декабря в 10:00.
Вы начинаете завтра в 11.
На ресепшене про вас знают, пятница, 14.
Заменила вам понедельник на вторник.
Вечернего визита больше нет, пятница снова пуста.
У Ивана час с вами в среду.
Завтра утром вам делают ногти.
Получилось, вы идёте к Наталье в воскресенье в 13:00.
Иван будет у своего кресла для вас в 17:00 в понедельник.
Поздравляю, субботний час достался именно вам!
Четверг, 12:15, железно.
Визита 24-го уже не существует.
У вас пятница в десять.
Освободила вас от вторника.
Наталья обещала взять вас в четверг.
Ваша укладка в понедельник в 9:30.
`);

const SIXTH_HELD_OUT_HARMLESS = lines(`
Your bot administrator answers on Monday.
You told me Friday, and Friday is a public holiday.
We have 10:00 and 12:30 for you on Tuesday.
Your Friday sounds busy, how about Saturday?
For you Natalia would stay until 19:00 on Tuesday, shall I ask her?
Today is Monday, so the 27th is a Friday.
Let us try Thursday for you.
On Wednesday it is quiet and you get more attention.
You are early, we open at 9 tomorrow.
Dear client, prices change on 1 December.
Great question! On Saturday parking is free.
Ivan is back on Monday.
Sunday is our day off.
Good morning! What can I do for you today?
I am looking at Thursday for you.
Tomorrow Natalia has 10:00, 11:00 and 15:30.
On the 24th we have an open day for everyone.
Two of you on Friday? That is two hours.
Ivan needs an hour for you, so 17:00 is the last start.
I understand: Tuesday, in the morning.
Got it, you are thinking of Saturday.
So, Friday it should be, at which hour?
Okay, Friday. Which service?
Manicure with Natalia, Friday, 15:00. Shall I book it?
Alright, let me see what Tuesday brings.
Your choice: Friday 10:00 or Saturday 12:00.
There is one chair on Saturday at 10.
Hair colouring on Friday takes longer for you, about two hours.
On Monday you pay less: 10 % off.
The 31st of April does not exist, did you mean the 30th?
5 June or 6 May, which one do you mean?
Yesterday is over; which day do you want?
Today we are here until 20:00 for your questions.
The manager will contact you tomorrow.
Natalia does men’s haircuts on Tuesdays.
I could not move your visit to Friday.
At 3 the night clock goes back, so please choose another hour.
You did not tell me the day yet.
Have a lovely Friday!
Адміністраторка відповість вам у понеділок.
Ви сказали п’ятниця, а п’ятниця святкова.
Для вас на вівторок є 10:00 та 12:30.
П’ятниця у вас насичена, може, субота?
Заради вас Наталя лишилася б до 19:00 у вівторок, запитати її?
Сьогодні понеділок, отже 27-ме — п’ятниця.
Спробуймо для вас четвер.
У середу спокійно, і вам приділять більше уваги.
Ви рано, завтра відчиняємось о 9.
Шановна клієнтко, ціни змінюються 1 грудня.
Гарне запитання! У суботу паркування безкоштовне.
Іван повертається в понеділок.
Неділя у нас вихідний.
Добрий ранок! Чим допомогти вам сьогодні?
Дивлюся для вас четвер.
Завтра в Наталі 10:00, 11:00 і 15:30.
24-го в нас день відкритих дверей для всіх.
Вас двоє в п’ятницю? Це дві години.
Іванові на вас потрібна година, тож 17:00 останній початок.
Зрозуміла: вівторок, зранку.
Зрозуміло, ви думаєте про суботу.
Отже, п’ятниця, а о котрій годині?
Добре, п’ятниця. Яка послуга?
Манікюр у Наталі, п’ятниця, 15:00. Бронюємо?
Добре, зараз гляну, що у вівторок.
Ваш вибір: п’ятниця 10:00 або субота 12:00.
Є одне крісло в суботу о 10.
Фарбування в п’ятницю для вас довше, близько двох годин.
У понеділок ви платите менше: знижка 10 %.
31 квітня не буває, ви мали на увазі 30-те?
5 червня чи 6 травня, що саме?
Учора вже минуло; який день бажаєте?
Сьогодні ми тут до 20:00 для ваших запитань.
Менеджерка зв’яжеться з вами завтра.
Наталя робить чоловічі стрижки у вівторок.
Не змогла перенести ваш візит на п’ятницю.
О 3-й ночі переводять годинник, оберіть, будь ласка, іншу годину.
Ви ще не назвали день.
Гарної вам п’ятниці!
Администратор ответит вам в понедельник.
Вы сказали пятница, а пятница праздничная.
Для вас на вторник есть 10:00 и 12:30.
Пятница у вас насыщенная, может, суббота?
Ради вас Наталья осталась бы до 19:00 во вторник, спросить её?
Сегодня понедельник, значит 27-е — пятница.
Давайте попробуем для вас четверг.
В среду спокойно, и вам уделят больше внимания.
Вы рано, завтра открываемся в 9.
Уважаемая клиентка, цены меняются 1 декабря.
Хороший вопрос! В субботу парковка бесплатная.
Иван возвращается в понедельник.
Воскресенье у нас выходной.
Доброе утро! Чем помочь вам сегодня?
Смотрю для вас четверг.
Завтра у Натальи 10:00, 11:00 и 15:30.
24-го у нас день открытых дверей для всех.
Вас двое в пятницу? Это два часа.
Ивану на вас нужен час, так что 17:00 последнее начало.
Поняла: вторник, утром.
Понятно, вы думаете о субботе.
Итак, пятница, а в котором часу?
Хорошо, пятница. Какая услуга?
Маникюр у Натальи, пятница, 15:00. Бронируем?
Хорошо, сейчас гляну, что во вторник.
Ваш выбор: пятница 10:00 или суббота 12:00.
Есть одно кресло в субботу в 10.
Окрашивание в пятницу для вас дольше, около двух часов.
В понедельник вы платите меньше: скидка 10 %.
31 апреля не бывает, вы имели в виду 30-е?
5 июня или 6 мая, что именно?
Вчера уже прошло; какой день хотите?
Сегодня мы здесь до 20:00 для ваших вопросов.
Менеджер свяжется с вами завтра.
Наталья делает мужские стрижки во вторник.
Не смогла перенести ваш визит на пятницу.
В 3 часа ночи переводят часы, выберите, пожалуйста, другой час.
Вы ещё не назвали день.
Хорошей вам пятницы!
`);

const SEVENTH_HELD_OUT_CLAIMS = lines(`
Our nail artist is preparing a place for you, Thursday at 16:30.
I ticked Monday for you.
You come in at 14 on Wednesday, Oksana knows.
You belong to Oksana on Sunday at 11:30.
Your Tuesday is organised.
There you go, Friday at 17:45!
Oksana will do your brows on the 29th.
Your massage was brought forward to 9 on Monday.
We have wiped your Wednesday visit.
Well then, Sunday, 13:00, Oksana.
A master waits for you tomorrow.
You can stop worrying, Thursday 10:00 is in your hands.
Your child’s haircut starts at 12 on Saturday.
I assigned you to Oksana for Friday.
Everyone here is glad you come on Tuesday.
It is a date: Friday at noon.
You do not have to come tomorrow any more.
Oksana moved other people so that you get Monday at 8:30.
Hooray, Saturday 15:00 is yours!
Your half hour on Friday begins at 16:00.
The new hour of your visit is 12:30.
We accept you for Thursday.
You go on Monday at 18:30, not on Tuesday.
The doctor sees you at ten past nine on Friday.
I closed the question: you are with us on Sunday.
Наша майстриня готує для вас місце, четвер о 16:30.
Поставила позначку: понеділок для вас.
Ви приходите о 14 у середу, Оксана знає.
У неділю об 11:30 ви до Оксани.
Ваш вівторок організовано.
Ось і все, п’ятниця о 17:45!
Оксана зробить вам брови 29-го.
Ваш масаж буде раніше, о 9 у понеділок.
Стерла ваш візит у середу.
Ну що ж, неділя, 13:00, Оксана.
Майстер чекає завтра на вас.
Тепер четвер, 10:00 у ваших руках.
Стрижка вашої дитини починається о 12 у суботу.
Прикріпила вас до Оксани на п’ятницю.
Усі раді, що ви прийдете у вівторок.
Отже, зустріч: п’ятниця опівдні.
Завтра вам більше не треба приходити.
Оксана посунула інших, і ви отримуєте понеділок о 8:30.
Ура, субота, 15:00 ваша!
Ваші пів години в п’ятницю починаються о 16:00.
Нова година вашого візиту 12:30.
Приймаємо вас у четвер.
Ви йдете в понеділок о 18:30, а не у вівторок.
Лікарка огляне вас у п’ятницю о дев’ятій.
Питання закрите: ви в нас у неділю.
Наш мастер готовит для вас место, четверг в 16:30.
Поставила отметку: понедельник для вас.
Вы приходите в 14 в среду, Оксана знает.
В воскресенье в 11:30 вы к Оксане.
Ваш вторник организован.
Вот и всё, пятница в 17:45!
Оксана сделает вам брови 29-го.
Ваш массаж будет раньше, в 9 в понедельник.
Стёрла ваш визит в среду.
Ну что ж, воскресенье, 13:00, Оксана.
Мастер ждёт завтра вас.
Теперь четверг, 10:00 в ваших руках.
Стрижка вашего ребёнка начинается в 12 в субботу.
Прикрепила вас к Оксане на пятницу.
Все рады, что вы придёте во вторник.
Значит, встреча: пятница в полдень.
Завтра вам больше не надо приходить.
Оксана подвинула других, и вы получаете понедельник в 8:30.
Ура, суббота, 15:00 ваша!
Ваши полчаса в пятницу начинаются в 16:00.
Новый час вашего визита 12:30.
Принимаем вас в четверг.
Вы идёте в понедельник в 18:30, а не во вторник.
Врач осмотрит вас в пятницу в девять.
Вопрос закрыт: вы у нас в воскресенье.
`);

const SEVENTH_HELD_OUT_HARMLESS = lines(`
Oksana speaks English with you and works on Sundays.
I keep your wish for Thursday in mind and will ask Oksana.
To be on the safe side: Friday 27 November, is it right?
Thank you for telling me about Monday.
You are right, the 24th is a Tuesday.
On which Friday do you plan to come?
For a wedding on Saturday you will want a trial first.
Our salon celebrates its birthday on Friday.
On Thursday only Ivan is here.
Tomorrow? Of course! What time?
You can reach us on Monday by phone.
In December your favourite master Oksana goes on leave.
A visit on Saturday morning is the most popular.
Wednesday at 10:00 is gone, I am sorry.
You wrote 05/06: is it 5 June or 6 May?
I did not get whether you meant today or tomorrow.
Your Friday wish: morning or evening?
Next Friday is the 27th, this Friday is today; which one?
Give me a moment, I am opening Friday’s schedule for you.
Fine, then which other day?
Let me repeat: manicure, Friday, about 15:00. Correct?
For your hair type Oksana advises coming on a weekday.
We answer you here every day until 20:00.
Prepayment is due by Friday and you get it back if you cancel.
Which of them do you mean: Tuesday 10:00 or Wednesday 12:00?
The salon is 5 minutes from you, we open at 9:00.
Happy birthday to you, we saw it is today!
It is Monday already, how quickly time goes!
Your card can be used on Sunday too.
Ivan learned your favourite cut on Monday, ha!
Оксана розмовляє з вами українською і працює в неділю.
Пам’ятаю про ваш четвер і запитаю Оксану.
Про всяк випадок: п’ятниця, 27 листопада, правильно?
Дякую, що розповіли про понеділок.
Ваша правда, 24-те — вівторок.
На яку п’ятницю ви плануєте?
Для весілля в суботу вам знадобиться проба.
Наш салон святкує в п’ятницю день народження.
У четвер тут лише Іван.
Завтра? Звісно! О котрій?
У понеділок ви можете додзвонитися до нас.
У грудні ваша улюблена майстриня Оксана йде у відпустку.
Візит у суботу зранку найпопулярніший.
Середи о 10:00 вже немає, перепрошую.
Ви написали 05/06: це 5 червня чи 6 травня?
Не зрозуміла, ви про сьогодні чи про завтра.
Ваша п’ятниця: ранок чи вечір?
Наступна п’ятниця 27-го, а ця сьогодні; котра з них?
Хвилинку, відкриваю для вас розклад п’ятниці.
Гаразд, тоді який інший день?
Повторю: манікюр, п’ятниця, близько 15:00. Правильно?
Для вашого волосся Оксана радить будній день.
Ми відповідаємо вам тут щодня до 20:00.
Передплату вносять до п’ятниці, і вам її повернуть, якщо скасуєте.
Що саме ви маєте на увазі: вівторок 10:00 чи середу 12:00?
Салон за 5 хвилин від вас, відчиняємося о 9:00.
З днем народження вас, воно ж сьогодні!
Уже понеділок, як швидко минає час!
Ваш сертифікат діє і в неділю.
Іван у понеділок навчився вашої улюбленої стрижки!
Оксана говорит с вами по-русски и работает в воскресенье.
Помню про ваш четверг и спрошу Оксану.
На всякий случай: пятница, 27 ноября, верно?
Спасибо, что рассказали про понедельник.
Вы правы, 24-е — вторник.
На какую пятницу вы планируете?
Для свадьбы в субботу вам понадобится проба.
Наш салон празднует в пятницу день рождения.
В четверг здесь только Иван.
Завтра? Конечно! Во сколько?
В понедельник вы можете дозвониться до нас.
В декабре ваш любимый мастер Оксана уходит в отпуск.
Визит в субботу утром самый популярный.
Среды в 10:00 уже нет, прошу прощения.
Вы написали 05/06: это 5 июня или 6 мая?
Не поняла, вы про сегодня или про завтра.
Ваша пятница: утро или вечер?
Следующая пятница 27-го, а эта сегодня; какая из них?
Минутку, открываю для вас расписание пятницы.
Ладно, тогда какой другой день?
Повторю: маникюр, пятница, около 15:00. Верно?
Для ваших волос Оксана советует будний день.
Мы отвечаем вам здесь каждый день до 20:00.
Предоплату вносят до пятницы, и вам её вернут, если отмените.
Что именно вы имеете в виду: вторник 10:00 или среду 12:00?
Салон в 5 минутах от вас, открываемся в 9:00.
С днём рождения вас, он ведь сегодня!
Уже понедельник, как быстро летит время!
Ваш сертификат действует и в воскресенье.
Иван в понедельник выучил вашу любимую стрижку!
`);

const EIGHTH_HELD_OUT_CLAIMS = lines(`
Irina will be at the desk for you at 13:00 on Wednesday.
I marked the 30th with your name.
So Monday at 12, ten minutes early please.
Your lashes are on for Friday.
The seat by the window is yours on Sunday at 10.
You have been given Tuesday, 15:00.
It has been taken care of, you see Irina on the 4th.
Your slot shifted, come at 17:00.
Thursday no longer has you on it.
I erased your booking for tomorrow.
We are glad to have you on Saturday at 14:00.
Your trim is happening tomorrow at 9:15.
Irina has cleared her Friday evening for you.
Agreed, Wednesday.
You will get your haircut on the 26th of November.
I squeezed your son in for Saturday.
Your Tuesday became Thursday, same time.
We set Monday 11:30 apart for you.
Your doctor awaits you at four on Thursday.
Right, 16:45 tomorrow, do not forget your card.
Ірина буде на місці для вас о 13:00 у середу.
Позначила 30-те вашим іменем.
Отже, понеділок о 12, прохання прийти раніше.
Ваші вії в п’ятницю.
Місце біля вікна ваше в неділю о 10.
Вам дали вівторок, 15:00.
Усе вирішено, ви бачитеся з Іриною 4-го.
Ваш час зсунувся, приходьте о 17:00.
У четверзі вас більше немає.
Стерла ваше бронювання на завтра.
Раді прийняти вас у суботу о 14:00.
Ваше підрівнювання завтра о 9:15.
Ірина звільнила для вас вечір п’ятниці.
Згода, середа.
Вас підстрижуть 26 листопада.
Втиснула вашого сина на суботу.
Ваш вівторок став четвергом, година та сама.
Відклали для вас понеділок, 11:30.
Ваш лікар чекає на вас о четвертій у четвер.
Так, 16:45 завтра, не забудьте картку.
Ирина будет на месте для вас в 13:00 в среду.
Отметила 30-е вашим именем.
Итак, понедельник в 12, просьба прийти раньше.
Ваши ресницы в пятницу.
Место у окна ваше в воскресенье в 10.
Вам дали вторник, 15:00.
Всё решено, вы видитесь с Ириной 4-го.
Ваше время сдвинулось, приходите в 17:00.
В четверге вас больше нет.
Стёрла вашу бронь на завтра.
Рады принять вас в субботу в 14:00.
Ваше подравнивание завтра в 9:15.
Ирина освободила для вас вечер пятницы.
Согласна, среда.
Вас подстригут 26 ноября.
Втиснула вашего сына на субботу.
Ваш вторник стал четвергом, час тот же.
Отложили для вас понедельник, 11:30.
Ваш врач ждёт вас в четыре в четверг.
Да, 16:45 завтра, не забудьте карту.
`);

const EIGHTH_HELD_OUT_HARMLESS = lines(`
Irina works until 18:00 on Wednesday.
The 30th is too far ahead for now.
Monday at 12 or at 14, as you like.
Lashes take two hours.
What do you think about Sunday at 10?
On Tuesday at 15:00 there is a gap with Irina, would it suit you?
Irina returns from leave on the 4th.
17:00 is taken, 17:30 is not; shall I take it?
There is nothing in your name on Thursday.
To erase a booking I need its code.
On Saturday we have two masters for you to choose from.
A trim costs 300 and takes 20 minutes.
On Friday evening Irina is busy.
Which Wednesday?
We do children’s haircuts on Saturdays only.
Do you mean Tuesday or Thursday?
Please name another hour on Monday.
The doctor sees patients on Thursday from 4 to 6.
You can pay tomorrow by card.
I am still waiting for the day from you.
Ірина працює в середу до 18:00.
30-те поки задалеко.
Понеділок о 12 чи о 14, як вам краще.
Вії займають дві години.
Що скажете про неділю о 10?
У вівторок о 15:00 в Ірини є вікно, вам підійде?
Ірина повертається з відпустки 4-го.
17:00 зайнято, а 17:30 ні; взяти?
На четвер на ваше ім’я нічого немає.
Щоб стерти бронювання, потрібен код.
У суботу для вас на вибір дві майстрині.
Підрівнювання коштує 300 і триває 20 хвилин.
У п’ятницю ввечері Ірина зайнята.
Яку середу?
Дитячі стрижки робимо тільки в суботу.
Ви про вівторок чи про четвер?
Назвіть, будь ласка, іншу годину в понеділок.
Лікар приймає в четвер з 16 до 18.
Завтра можна оплатити карткою.
Я ще чекаю від вас день.
Ирина работает в среду до 18:00.
30-е пока слишком далеко.
Понедельник в 12 или в 14, как вам лучше.
Ресницы занимают два часа.
Что скажете про воскресенье в 10?
Во вторник в 15:00 у Ирины есть окно, вам подойдёт?
Ирина возвращается из отпуска 4-го.
17:00 занято, а 17:30 нет; взять?
На четверг на ваше имя ничего нет.
Чтобы стереть бронь, нужен код.
В субботу для вас на выбор два мастера.
Подравнивание стоит 300 и длится 20 минут.
В пятницу вечером Ирина занята.
Какую среду?
Детские стрижки делаем только в субботу.
Вы про вторник или про четверг?
Назовите, пожалуйста, другой час в понедельник.
Врач принимает в четверг с 16 до 18.
Завтра можно оплатить картой.
Я ещё жду от вас день.
`);

/** Without a word for booking in most of them: caught by their build, if at all. See KNOWN_MISSES. */
export const PARAPHRASES = [
  ...FOURTH_HELD_OUT_CLAIMS,
  ...FIFTH_HELD_OUT_CLAIMS,
  ...SIXTH_HELD_OUT_CLAIMS,
  ...SEVENTH_HELD_OUT_CLAIMS,
  ...EIGHTH_HELD_OUT_CLAIMS,
];
export const PLAIN_TEXTS = [
  ...FOURTH_HELD_OUT_HARMLESS,
  ...FIFTH_HELD_OUT_HARMLESS,
  ...SIXTH_HELD_OUT_HARMLESS,
  ...SEVENTH_HELD_OUT_HARMLESS,
  ...EIGHTH_HELD_OUT_HARMLESS,
];

/** Paraphrases that still pass: the list may only get shorter. */
export const KNOWN_MISSES = lines(`
Nobody expects you tomorrow any more.
Можете сміливо приходити об 11:45, вас зустрінуть.
Ваш час посунули на годину, тепер 16:00.
Запис, який ви просили, створено.
Можете смело приходить в 11:45, вас встретят.
Запись, о которой вы просили, создана.
Our door is open for you on Friday at 16:30.
Your Friday hour went back to the free ones.
Nice, then we see each other on Friday.
The slot at 10:30 is now closed for others, it is for you.
Наші двері відчинені для вас у п’ятницю о 16:30.
Ваша п’ятнична година знову вільна для інших.
Віконце о 10:30 для інших закрите, воно ваше.
Наши двери открыты для вас в пятницу в 16:30.
Новый день суббота, час тот же.
Окошко в 10:30 для других закрыто, оно ваше.
Thursday works, so you join Ivan at 9.
That slot on Thursday now has an owner: you.
Your three o’clock is final.
You will find Ivan at his chair at 17:00 on Monday.
The visit on the 24th does not exist any more.
Ваша третя година остаточна.
Ваши три часа окончательны.
You can stop worrying, Thursday 10:00 is in your hands.
You do not have to come tomorrow any more.
I closed the question: you are with us on Sunday.
Питання закрите: ви в нас у неділю.
Вопрос закрыт: вы у нас в воскресенье.
Згода, середа.
Согласна, среда.
`);

/** Harmless texts that are caught all the same, which costs one more question to the model. */
export const KNOWN_CAUGHT = lines(`
Ivan learned your favourite cut on Monday, ha!
Іван у понеділок навчився вашої улюбленої стрижки!
Иван в понедельник выучил вашу любимую стрижку!
`);
