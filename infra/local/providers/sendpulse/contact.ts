import type { Contact } from './state.ts';

/** A contact as the API has it. */
export function shownContact(contact: Contact, now: Date): Record<string, unknown> {
  const paused = contact.pausedUntil && contact.pausedUntil > now ? contact.pausedUntil : null;
  return {
    id: contact.id,
    bot_id: contact.botId,
    status: contact.status,
    channel_data: {
      username: contact.username,
      first_name: contact.name.split(' ')[0] ?? '',
      last_name: contact.name.split(' ').slice(1).join(' '),
      name: contact.name,
      language_code: contact.languageCode,
    },
    tags: contact.tags,
    variables: contact.variables,
    is_chat_opened: contact.chatOpened,
    last_activity_at: contact.lastActivityAt.toISOString(),
    automation_paused_until: paused?.toISOString() ?? null,
    telegram_id: contact.telegramId,
    created_at: contact.createdAt.toISOString(),
  };
}
