import type { DecisionWords, ReceptionTexts } from './shape.ts';

const by = (decision: DecisionWords | undefined): string =>
  decision ? ` by ${decision.by} at ${decision.at}` : '';

export const en: ReceptionTexts = {
  alert: '🔔 <b>New Booking Alert</b>',
  alertMoved: '🔔 <b>The client moved this booking</b>',
  reminder: '⏳ <b>Reminder: this booking still waits</b>',
  escalation: (id) => `⚠️ ESCALATION: Booking #${id} pending for 60+ minutes!`,
  facts: ({ date, time, specialist, client, id, service, code }) =>
    `📅 Date: ${date}
⏰ Time: ${time}
👤 Model: ${specialist}
🙋 Client: ${client}
🆔 Booking ID: #${id}
💼 Service: ${service}
🔖 Code: ${code}`,
  flags: {
    busy_elsewhere: (source) => `⚠️ ${source} says that this time is taken already.`,
    busy_times_unknown: (source) =>
      `⚠️ ${source} did not answer when this was booked. Please look there whether the time is free.`,
    deleted_elsewhere: (source) => `⚠️ Somebody deleted this booking in ${source}.`,
    moved_elsewhere: (source) =>
      `⚠️ Somebody moved this booking in ${source}. It keeps its time here: move it here if the client agrees.`,
  },
  confirmAvailability: 'Please confirm availability.',

  confirm: '✅ Confirm',
  reject: '❌ Reject',
  undo: '↩️ Undo',
  reasons: [
    'the specialist is not available',
    'we are closed at that time',
    'we are fully booked',
    'please call us',
  ],
  askReason: 'Why? Tap a reason, or reply to this message with your own. The client will read it.',

  confirmed: (decision) => `✅ <b>Confirmed</b>${by(decision)}`,
  rejected: (decision) => `❌ <b>Rejected</b>${by(decision)}`,
  cancelledBy: {
    client: '🚫 <b>Cancelled</b> by the client',
    business: '🚫 <b>Cancelled</b>',
    timer: '⌛ <b>Expired</b>: nobody answered before its time came',
  },
  inProgress: '▶️ <b>In progress</b>',
  completed: '🏁 <b>Completed</b>',
  noShow: '👻 <b>The client did not come</b>',
  reason: (reason) => `💬 Reason: ${reason}`,
  movedOn: (id, when) =>
    `🔁 <b>This request is over</b>: booking #${id} was moved to ${when}. What counts is the message about its new time.`,
  moved: (when) => `🔁 Moved; it was ${when}.`,

  done: {
    CONFIRMED: '✅ Confirmed. You can undo it for 5 minutes.',
    REJECTED: '❌ Rejected. You can say why, or undo it for 5 minutes.',
    undone: '↩️ Taken back: the booking waits for an answer again.',
    reason: '💬 The client will read this reason.',
  },
  already: {
    CONFIRMED: (decision) => `This booking is already confirmed${by(decision)}.`,
    REJECTED: (decision) => `This booking is already rejected${by(decision)}.`,
    CANCELLED: () => 'This booking is cancelled already.',
    IN_PROGRESS: () => 'The client is here already: the session has begun.',
    COMPLETED: () => 'This visit is over already.',
    NO_SHOW: () => 'The client did not come; nothing is left to decide.',
  },
  takenBack: 'This answer was taken back. The booking waits for a new one.',
  waitsAlready: 'The booking waits for an answer already.',
  requestChanged: 'The booking has moved. Please answer the newer message about it.',
  timeHasCome: 'Too late: the time of this booking has come.',
  undoTooLate: 'Too late: an answer can be undone for 5 minutes.',
  reasonTooLate: 'Too late: a reason is taken for 5 minutes.',
  notRejected: 'This booking is not rejected; it needs no reason.',
  slotTaken: 'Somebody else has this time by now, so the rejection stands.',
  notFound: 'There is no such booking here.',
  unknownButton: 'This button is not known.',
  busy: 'One moment, please: I am working on it.',
  notStaff: (chatId) => `Only reception may do this. Your chat id is ${chatId}.`,

  help: `I bring every new booking to reception. Tap ✅ Confirm or ❌ Reject under it; the first answer counts, and everybody sees whose it was.

An answer can be undone for 5 minutes. After a rejection, tap a reason or reply to the message with your own.`,
  stranger: (business, chatId) =>
    `This bot is for the reception of ${business}. If you work there, give its owner your chat id: <code>${chatId}</code>`,
  reasonNoted: (reason) => `💬 The client will read: ${reason}`,
  reasonTooLong: (longest) => `A reason has at most ${longest} characters. Please say it shorter.`,
};
