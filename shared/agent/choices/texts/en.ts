import type { ChoiceTexts } from './texts.ts';

export const en: ChoiceTexts = {
  ask: {
    start: 'Hello! How can we help? Please send a number:',
    service: 'Choose a service, send its number:',
    specialist: 'Who would you like to see?',
    day: 'Choose a day:',
    time: 'Choose a time:',
    name: 'What is your name, please?',
    cancel: 'Which booking shall we cancel?',
    sure: 'Do you really want to cancel this booking?',
  },
  start: {
    book: 'Book an appointment',
    own: 'My bookings',
    cancel: 'Cancel a booking',
    operator: 'Talk to a colleague',
  },
  anyone: 'Anyone',
  more: 'Show more',
  back: 'Back',
  yes: 'Yes, cancel it',
  no: 'No, keep it',
  unclear: 'Sorry, that was not clear. Please send just a number from the list.',
  noTimes: 'There are no free times in the coming weeks. Please try another choice.',
  nothingToBook:
    'Nothing can be booked online at the moment. Please choose to talk to a colleague.',
  timeGone: 'Sorry, that time is no longer available. Please choose another one.',
  tooManyBookings:
    'You have as many bookings as one may have. Please cancel one of them first, or choose to talk to a colleague.',
  noBookings: 'You have no upcoming bookings.',
  yourBookings: 'Your bookings:',
  notCancellable:
    'This booking can no longer be cancelled here. Please choose to talk to a colleague.',
  minutes: (count) => `${count} min`,
  words: {
    menu: ['menu', 'start', 'start over'],
    book: ['book', 'booking', 'appointment'],
    own: ['my bookings', 'my booking', 'bookings'],
    cancel: ['cancel', 'cancel booking', 'cancel a booking', 'cancel my booking'],
    operator: ['operator', 'human', 'person', 'administrator', 'agent', 'colleague'],
  },
};
