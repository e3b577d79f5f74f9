import { noteTrouble, type TellLost } from '../integrations/index.ts';
import type { AlertKind } from './alert.ts';
import { raiseAlertSince } from './raise-alert-since.ts';

/** Of a bot people are told what that means, and where its token comes from. */
const BOTS: Readonly<
  Partial<Record<string, { readonly kind: AlertKind; readonly subject: string }>>
> = {
  'telegram-reception': { kind: 'bot_disabled', subject: 'reception' },
  'telegram-specialist': { kind: 'bot_disabled', subject: 'specialist' },
};

/**
 * A service no longer takes what a project gave it: its integration needs attention, and the project's people are told
 * once. Nothing happens when the project has no integration of its own there.
 */
export const integrationLost: TellLost = async (trouble) => {
  const since = await noteTrouble(trouble);
  if (since === undefined) return;
  const { projectId, slug } = trouble;
  const about = BOTS[slug] ?? { kind: 'integration_attention', subject: slug };
  await raiseAlertSince({ projectId, ...about, since });
};
