import type { Spoken, Texts } from './texts.ts';

const lines = (booking: Spoken): string =>
  [
    `${booking.service}, мастер ${booking.specialist}`,
    booking.when,
    ...(booking.price === undefined ? [] : [`Стоимость: ${booking.price}`]),
    `Код записи: ${booking.code}`,
  ].join('\n');

export const ru: Texts = {
  booked: (booking) =>
    booking.pending
      ? `Ваш запрос на запись принят, время за вами закреплено. Как только администратор его подтвердит, мы сообщим.\n${lines(booking)}`
      : `Вы записаны ✅\n${lines(booking)}`,
  moved: (booking) =>
    booking.pending
      ? `Ваша запись перенесена на новое время и ожидает подтверждения администратора.\n${lines(booking)}`
      : `Ваша запись перенесена ✅\n${lines(booking)}`,
  cancelled: (booking) => `Ваша запись отменена.\n${lines(booking)}`,
  fallback:
    'Извините, сейчас не могу ответить как следует. Ваше сообщение сохранено. Напишите, пожалуйста, ещё раз через несколько минут.',
  neutral:
    'Чтобы ничего не перепутать, уточните, пожалуйста: какая услуга и какой день и время вам удобны?',
  handOver: 'Передаю разговор нашему администратору. Вам ответят здесь, как только смогут.',
};
