import * as z from 'zod';
import { nameText, refuseRepeated } from './text.ts';

const MAX_STAFF = 20;

/** As @BotFather gives it. Write-only: absent keeps the stored one, `null` takes it away. */
const botToken = z
  .string()
  .trim()
  .regex(
    /^\d{5,15}:[\w-]{20,64}$/,
    'A bot token is a number, a colon and the rest, from @BotFather.',
  )
  .nullable();

/** Whether there is a bot of the project's own. Answered, and accepted back without effect. */
const connected = z.boolean().optional();

/** A private chat with a person; those of groups and channels are negative. */
export const chatId = z
  .int('A chat id is a whole number.')
  .min(1, 'A private chat has a positive id.')
  .max(2 ** 52, 'This is no chat id of Telegram.');

const clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time is HH:MM, from 00:00 to 23:59.');

const staff = z
  .array(
    z.strictObject({
      chat_id: chatId,
      name: nameText,
      /** Told only of what the others left unanswered for an hour. Absent: no. */
      escalation_contact: z.boolean().optional(),
    }),
  )
  .max(MAX_STAFF, `At most ${MAX_STAFF} people.`)
  .superRefine(refuseRepeated(({ chat_id }) => String(chat_id), 'chat_id'))
  // The name is what everybody is shown of who decided.
  .superRefine(refuseRepeated(({ name }) => name, 'name'))
  .superRefine((list, context) => {
    if (list.length === 0 || list.some((one) => one.escalation_contact !== true)) return;
    context.addIssue({
      code: 'custom',
      path: [0, 'escalation_contact'],
      message: 'Somebody besides the escalation contact is told first.',
    });
  });

/**
 * The reception of a project and its bot. Unlike in other sections, what is absent here keeps its value, so a token can
 * be changed without the staff and the other way round.
 */
export const reception = z.strictObject({
  bot_token: botToken.optional(),
  connected,
  staff: staff.optional(),
  /** No reminder from `start` to `end` by the project's wall clock; may go over midnight. `null`: at all hours. */
  quiet_hours: z
    .strictObject({ start: clock, end: clock })
    .refine(({ start, end }) => start !== end, {
      path: ['end'],
      message: 'Quiet hours end at another time than they start.',
    })
    .nullable()
    .optional(),
  /** Reminders of one request. */
  reminder_limit: z.int().min(0).max(48).optional(),
});

/** The bot in which specialists run their day. */
export const specialistBot = z.strictObject({ bot_token: botToken.optional(), connected });
