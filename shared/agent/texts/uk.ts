import type { Spoken, Texts } from './texts.ts';

const lines = (booking: Spoken): string =>
  [
    `${booking.service}, майстер ${booking.specialist}`,
    booking.when,
    ...(booking.price === undefined ? [] : [`Вартість: ${booking.price}`]),
    `Код запису: ${booking.code}`,
  ].join('\n');

export const uk: Texts = {
  booked: (booking) =>
    booking.pending
      ? `Ваш запит на запис прийнято, час за вами закріплено. Щойно адміністратор його підтвердить, ми повідомимо.\n${lines(booking)}`
      : `Вас записано ✅\n${lines(booking)}`,
  moved: (booking) =>
    booking.pending
      ? `Ваш запис перенесено на новий час, він очікує на підтвердження адміністратора.\n${lines(booking)}`
      : `Ваш запис перенесено ✅\n${lines(booking)}`,
  cancelled: (booking) => `Ваш запис скасовано.\n${lines(booking)}`,
  fallback:
    'Вибачте, зараз не можу відповісти як слід. Ваше повідомлення збережено. Напишіть, будь ласка, ще раз за кілька хвилин.',
  neutral:
    'Щоб нічого не наплутати, уточніть, будь ласка: яка послуга і який день та час вам зручні?',
  handOver: 'Передаю розмову нашому адміністраторові. Вам відповідять тут, щойно зможуть.',
};
