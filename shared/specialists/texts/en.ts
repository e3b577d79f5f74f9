import type { SpecialistTexts } from './shape.ts';

export const en: SpecialistTexts = {
  card: {
    booking: 'Booking',
    time: 'Time',
    duration: 'Duration',
    location: 'Location',
    client: 'Client',
    phone: 'Phone',
    service: 'Service',
    status: 'Status',
    minutes: (minutes) => `${minutes} min`,
    compared: (planned, real) => `${planned} min planned, ${real} min actual`,
    started: 'Started',
    finished: 'Finished',
    due: 'Amount due',
    paid: 'Paid',
    outstanding: 'Still due',
    noPrice: 'the service has no price',
    statuses: {
      PENDING: 'PENDING',
      CONFIRMED: 'CONFIRMED',
      IN_PROGRESS: 'IN PROGRESS',
      COMPLETED: 'COMPLETED',
      REJECTED: 'REJECTED',
      CANCELLED: 'CANCELLED',
      NO_SHOW: 'NO SHOW',
    },
    methods: { cash: 'cash', card: 'card' },
  },
  buttons: {
    start: '▶️ Start Session',
    complete: '✅ Complete',
    noShow: '🚫 No-show',
    paid: { cash: (amount) => `💵 Cash ${amount}`, card: (amount) => `💳 Card ${amount}` },
    part: '✂️ Partly paid',
    amount: '💰 Record a payment',
  },
  news: {
    booked: '🆕 You have a new booking.',
    given: '🆕 A booking was passed on to you.',
    moved: '🔁 Your booking was moved. This is its new time.',
    taken: '↪️ This booking is with another specialist now.',
    reopened: '⏳ This booking waits for reception again. Do not count on it until you hear of it.',
    cancelled: '❌ Your booking was cancelled.',
  },
  lists: {
    noneToday: 'No bookings for today.',
    noneUpcoming: 'No bookings in the next 7 days.',
    upcoming: 'Upcoming bookings',
    more: (count) => `… and ${count} more.`,
  },
  talk: {
    help: [
      'I help you through your day:',
      '/today – the bookings of today, with buttons to start and complete them',
      '/upcoming – the next 7 days',
      '/complete ID – complete a session; ID is what stands after # on its card',
      '/help – this list',
    ].join('\n'),
    linked: (specialist, business) =>
      `Welcome, ${specialist}! This chat is linked with ${business}. You will be told of your bookings here.`,
    stranger: (business) =>
      `This bot is for the specialists of ${business}. If you are one of them, ask the administrator for a one-time code and send it here: /start CODE`,
    invalidCode:
      'This code is wrong, expired or already used. Ask the administrator for a new one and send it here: /start CODE',
    tooManyCodes: 'Too many codes from this chat. Try again in an hour.',
    completeWhat: 'Which booking? Write /complete ID, with what stands after # on its card.',
    ambiguous:
      'Several of your bookings have this code. Open /today and use the button of the right one.',
    askAmount: (booking, outstanding) =>
      `How much was paid for ${booking}?${outstanding ? ` Still due: ${outstanding}.` : ''}\nReply to this message with the amount: <code>250</code> (cash) or <code>250 card</code>.`,
    badAmount:
      'I cannot read this amount. Reply to my question once more, for example 250 or 250 card.',
    replyToWhat: 'To record a payment, reply to my question about the amount. Commands: /help',
  },
  notices: {
    started: 'The session has started.',
    completed: 'The session is completed.',
    noShow: 'Marked as no-show.',
    recorded: (amount) => `Payment recorded: ${amount}.`,
    asked: 'Reply with the amount.',
    already: 'This is done already.',
    paidAlready: 'It is paid in full already.',
    notYours: 'You have no such booking. Nothing was changed.',
    tooEarly: (from) => `It is too early for this: possible from ${from}. Nothing was changed.`,
    tooLate: 'It is too late for this. Ask reception. Nothing was changed.',
    wrongState: (status) => `Not possible: the booking is ${status}. Nothing was changed.`,
    overpaid: (outstanding) =>
      `This is more than is still due (${outstanding}). Nothing was recorded.`,
    invalidAmount: 'This amount cannot be recorded. Nothing was changed.',
    stranger: 'These buttons are for specialists of this business only.',
    unknownButton: 'I do not know this button. Open /today for fresh ones.',
    busy: 'One moment, please: I am working on it.',
  },
  commands: {
    today: 'Bookings of today',
    upcoming: 'The next 7 days',
    complete: 'Complete a session: /complete ID',
    help: 'What I can do',
  },
};
