import type { Spoken, Texts } from './texts.ts';

const lines = (booking: Spoken): string =>
  [
    `${booking.service} with ${booking.specialist}`,
    booking.when,
    ...(booking.price === undefined ? [] : [`Price: ${booking.price}`]),
    `Booking code: ${booking.code}`,
  ].join('\n');

export const en: Texts = {
  booked: (booking) =>
    booking.pending
      ? `Your booking request is accepted and the time is held for you. We will let you know as soon as it is confirmed.\n${lines(booking)}`
      : `You are booked ✅\n${lines(booking)}`,
  moved: (booking) =>
    booking.pending
      ? `Your booking is moved to the new time and awaits confirmation.\n${lines(booking)}`
      : `Your booking is moved ✅\n${lines(booking)}`,
  cancelled: (booking) => `Your booking is cancelled.\n${lines(booking)}`,
  fallback:
    'Sorry, I cannot answer properly right now. Your message is saved. Please write again in a few minutes.',
  fallbackLater:
    'Sorry, I cannot answer properly right now. Your message is saved, and I will answer here as soon as I can.',
  limited:
    'You have sent a great many messages. I have saved them all and will go on answering in a while; please write again later.',
  neutral: 'Just to be sure: which service would you like, and which day and time suit you?',
  closed: (opening) =>
    opening === undefined
      ? 'Thank you for your message! We are closed at the moment and will answer here as soon as we open again.'
      : `Thank you for your message! We are closed at the moment and will answer here as soon as we open: ${opening}.`,
  handOver:
    'I am passing our conversation to a colleague, who will answer you here as soon as possible.',
};
