import { markNeedsAttention, type TellLost } from '../integrations/index.ts';
import { raiseAlert } from './raise-alert.ts';

/**
 * A service no longer takes what a project gave it: its integration needs attention, and the project's people are told
 * once. Nothing happens when the project has no integration of its own there.
 */
export const integrationLost: TellLost = async (trouble) => {
  if (!(await markNeedsAttention(trouble))) return;
  const { projectId, slug, now } = trouble;
  await raiseAlert({ projectId, kind: 'integration_attention', subject: slug, now });
};
