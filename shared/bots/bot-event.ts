import type { ProjectId } from '../platform/ids.ts';

/** Somebody who writes to a bot or taps its buttons. */
export interface BotPerson {
  readonly id: number;
  /** As he calls himself: not escaped. */
  readonly name: string;
  readonly languageCode?: string;
}

/** What happened in a private chat with a bot. `updateId` is the same each time the same update is delivered. */
export type BotEvent =
  | {
      readonly kind: 'tap';
      readonly updateId: number;
      readonly chatId: number;
      readonly from: BotPerson;
      /** The message the button stands under; absent when the messenger no longer says. */
      readonly messageId?: string;
      readonly tapId: string;
      /** What our button carried, or what somebody forged. */
      readonly data: string;
    }
  | {
      readonly kind: 'command';
      readonly updateId: number;
      readonly chatId: number;
      readonly from: BotPerson;
      /** In lower case, without the slash and the bot's name. */
      readonly name: string;
      /** What stands behind it, trimmed; empty when nothing does. */
      readonly argument: string;
    }
  | {
      readonly kind: 'text';
      readonly updateId: number;
      readonly chatId: number;
      readonly from: BotPerson;
      readonly text: string;
      readonly repliesTo?: { readonly messageId: string; readonly text: string };
    }
  /** The person let the bot in again, or blocked it. */
  | {
      readonly kind: 'reachable' | 'unreachable';
      readonly updateId: number;
      readonly chatId: number;
    }
  | { readonly kind: 'ignored' };

/**
 * Reads an update of a messenger. What is of no interest is `ignored`.
 *
 * @throws Error when it is no update at all
 */
export type ParseUpdate = (update: unknown) => BotEvent;

/** An event that is of interest. */
export type KnownBotEvent = Exclude<BotEvent, { readonly kind: 'ignored' }>;

/** What a bot does about an event. Everything arrives twice: doing it again must change and say nothing more. */
export type HandleEvent = (event: KnownBotEvent, projectId: ProjectId) => Promise<void>;
