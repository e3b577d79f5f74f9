import type { AlertTexts } from './shape.ts';

export const en: AlertTexts = {
  words: {
    outage: () => ({
      title: '🤖 The AI cannot answer right now',
      text: 'Clients who write get an apology, and an answer as soon as it is back. Please look into the chats meanwhile.',
    }),
    hand_over: ({ client = 'A client' }) => ({
      title: `🙋 ${client} asks for a person`,
      text: 'Please answer in the messenger: the AI is silent in this chat until you give it back or 12 hours pass.',
    }),
    client_budget: ({ client = 'A client' }) => ({
      title: `✋ ${client} writes more than the daily limit allows`,
      text: 'The AI answers this chat again tomorrow. Please look whether somebody should.',
    }),
    project_budget: () => ({
      title: '💸 The daily budget of the AI is used up',
      text: 'Clients are told that somebody will answer later, and the AI goes on tomorrow. The limit stands in the configuration.',
    }),
    unreachable_chat: ({ what = 'Somebody of your team' }) => ({
      title: `📵 The bot cannot reach ${what}`,
      text: 'The chat is blocked or was never started. Whoever opens the bot and taps Start is told again.',
    }),
    bot_disabled: ({ what = 'bot' }) => ({
      title: `⛔ Telegram no longer accepts ${what}`,
      text: 'Its token was revoked or is missing, so nobody is told anything by this bot. Please enter its new token from @BotFather.',
    }),
    destination_differs: ({ what = 'A connected service', unread }) =>
      unread
        ? {
            title: `🔁 ${what} does not say which bookings it shows`,
            text: 'So nobody knows whether they are the right ones; it is tried again every night. Please look whether the service still is as it was connected.',
          }
        : {
            title: `🔁 ${what} showed other bookings than there are`,
            text: 'What could be put right has been. Please look there whether somebody edits the bookings by hand.',
          },
    integration_attention: ({ what = 'A service', notAllowed }) =>
      notAllowed
        ? {
            title: `🔌 ${what}: something is not permitted`,
            text: 'The service accepts our access, but does not allow what it was connected for. Please look at the permissions and the plan there, then check the connection again.',
          }
        : {
            title: `🔌 ${what} has to be connected again`,
            text: 'The service no longer accepts our access, so nothing is exchanged with it until an owner connects it again.',
          },
    unreadable_rows: ({ what = 'A connected place', details }) => ({
      title: `👀 ${what}: some entries cannot be read`,
      text: details ?? 'They block no time until they are put right.',
    }),
    busy_elsewhere: ({ what = 'A connected place', details }) => ({
      title: `⚠️ ${what}: the time of bookings is taken there as well`,
      text: details ?? 'Please look at these bookings.',
    }),
    quota_forecast: ({ limit }) => ({
      title: '📈 At this pace the package will not last the month',
      text: `It holds ${limit ?? 'a limited number of'} answers a month. When they are used up, clients book through numbered choices instead of the AI.`,
    }),
    quota_close: ({ limit }) => ({
      title: '📊 80% of this month’s answers are used',
      text: `The package holds ${limit ?? 'a limited number of'} answers a month. When they are used up, clients book through numbered choices instead of the AI.`,
    }),
    quota_spent: () => ({
      title: '🔢 This month’s answers are used up',
      text: 'Until the month ends, clients book through numbered choices instead of the AI. A larger package takes effect at once.',
    }),
    written_when_closed: ({ client = 'A client' }) => ({
      title: `🌙 ${client} wrote outside working hours`,
      text: 'The client was told that nobody answers now, and gets an answer when you open. You need not do anything.',
    }),
  },
  mail: ({ title, text }, project) => ({
    subject: `${project}: ${title}`,
    text: `Hello!

${title}

${text}

Project: ${project}. You get this message as its owner.`,
  }),
};
