import type { BotApi, BotApiFor, BotMessage, KnownBotEvent } from '../../../shared/bots/index.ts';
import type { Instant } from '../../../shared/platform/clock.ts';
import type { Sent } from '../../../shared/platform/delivery/index.ts';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import { handleSpecialistEvent } from '../../../shared/specialists/index.ts';

/** A message in a chat, as it stands after its edits. */
export interface Shown extends BotMessage {
  readonly chatId: number;
  readonly messageId: string;
}

/** A messenger that keeps what bots say, and fails when told. */
export function messenger() {
  const shown: Shown[] = [];
  const taps: { tapId: string; text: string | undefined; alert: boolean | undefined }[] = [];
  const failures: Sent[] = [];
  const api: BotApi = {
    async send(chatId, message) {
      const failure = failures.shift();
      if (failure) return failure;
      const messageId = String(shown.length + 1);
      shown.push({ ...message, chatId, messageId });
      return { kind: 'delivered', providerMessageId: messageId };
    },
    async edit(chatId, messageId, message) {
      const place = shown.findIndex((one) => one.messageId === messageId);
      if (place < 0) return { kind: 'refused', why: 'message to edit not found' };
      shown[place] = { ...message, chatId, messageId };
      return { kind: 'delivered' };
    },
    async answerTap(tapId, text, alert) {
      taps.push({ tapId, text, alert });
    },
    me: async () => ({ id: 1, username: 'kesha_zerogap_bot' }),
    setWebhook: async () => undefined,
    webhookInfo: async () => ({ url: '', pendingUpdates: 0, allowedUpdates: [] }),
    setCommands: async () => undefined,
  };
  return {
    shown,
    taps,
    failures,
    api: (() => api) satisfies BotApiFor,
    in: (chatId: number) => shown.filter((one) => one.chatId === chatId),
  };
}

let updates = 0;

/** A person with a phone: what she writes and taps, update by update. */
export function phone(
  { api, shown }: ReturnType<typeof messenger>,
  projectId: ProjectId,
  chatId: number,
  at: { now: Instant },
  languageCode?: string,
) {
  const from = { id: chatId, name: 'Somebody', ...(languageCode && { languageCode }) };
  const deliver = (event: KnownBotEvent) =>
    handleSpecialistEvent(event, projectId, { api, now: at.now });
  const update = () => {
    updates += 1;
    return { updateId: updates, chatId, from };
  };
  const before = async (event: KnownBotEvent) => {
    const known = shown.length;
    await deliver(event);
    return shown.slice(known).filter((one) => one.chatId === chatId);
  };
  return {
    deliver,
    command: (name: string, argument = ''): KnownBotEvent => ({
      ...update(),
      ...{ kind: 'command', name, argument },
    }),
    /** Sends a command; gives the messages that answer it. */
    says: (name: string, argument = '') =>
      before({ ...update(), ...{ kind: 'command', name, argument } }),
    writes: (text: string, to?: Shown) =>
      before({
        ...{ ...update(), kind: 'text', text },
        ...(to && {
          repliesTo: { messageId: to.messageId, text: to.html.replace(/<[^>]+>/g, '') },
        }),
      }),
    tap: (data: string, under?: Shown): KnownBotEvent => ({
      ...update(),
      ...{ kind: 'tap', tapId: `tap-${updates}`, data },
      ...(under && { messageId: under.messageId }),
    }),
    /** Taps a button; gives what was sent besides. */
    taps(data: string, under?: Shown) {
      return before(this.tap(data, under));
    },
  };
}

/** The data of all buttons under a message. */
export const buttonsOf = ({ keyboard = [] }: BotMessage): string[] =>
  keyboard.flat().map((button) => ('data' in button ? button.data : button.url));
