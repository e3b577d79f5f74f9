import type { BotRole } from './bot-api.ts';

/** Where the updates of each bot are posted, relative to the API. */
export const WEBHOOK_PATHS: Readonly<Record<BotRole, string>> = {
  reception: '/webhook/telegram/diva',
  specialist: '/api/integrations/telegram/kesha',
};
