import type { BotRole } from './bot-api.ts';

/** The purpose that the webhook tokens of a bot are minted and verified with. */
export const webhookPurpose = (role: BotRole): string => `telegram-${role}`;
