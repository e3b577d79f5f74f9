/** Path and body of `…/contacts/send` for a plain text: every messenger behind SendPulse wants its own shape. */
export function sendRequest(
  service: string,
  contactId: string,
  text: string,
): { readonly path: string; readonly body: Record<string, unknown> } | undefined {
  const contact = { contact_id: contactId };
  const plural = { ...contact, messages: [{ type: 'text', text: { text } }] };
  switch (service) {
    case 'telegram':
      return {
        path: '/telegram/contacts/send',
        body: { ...contact, message: { type: 'text', text } },
      };
    case 'whatsapp':
      return {
        path: '/whatsapp/contacts/send',
        body: { ...contact, message: { type: 'text', text: { body: text } } },
      };
    case 'messenger':
    case 'facebook':
      return {
        path: '/messenger/contacts/send',
        body: { ...contact, message: { type: 'RESPONSE', content_type: 'message', text } },
      };
    case 'instagram':
      return {
        path: '/instagram/contacts/send',
        body: { ...contact, messages: [{ type: 'text', message: { text } }] },
      };
    case 'livechat':
    case 'live-chat':
      return { path: '/live-chat/contacts/send', body: plural };
    case 'tiktok':
      return { path: '/tiktok/contacts/send', body: plural };
    case 'viber':
      return { path: '/viber/chatbots/contacts/send', body: plural };
    default:
      return undefined;
  }
}
