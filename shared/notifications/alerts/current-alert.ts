import { getAlert, type StoredAlert } from '../../conversations/index.ts';
import { getIntegration } from '../../integrations/index.ts';
import type { Provider } from '../../projects/index.ts';
import type { AlertMail, AlertNews } from './alert-news.ts';

/**
 * The alert that a piece of news is about, as it stands now (strongly read); `undefined` when it is over, when it has
 * begun anew since (that is news of its own), or when what it tells of has been mended.
 */
export async function currentAlert({
  projectId,
  kind,
  subject,
  since,
}: AlertNews | AlertMail): Promise<StoredAlert | undefined> {
  const alert = await getAlert(projectId, kind, subject);
  if (alert?.since !== since) return undefined;
  if (kind === 'integration_attention' || kind === 'bot_disabled') {
    const slug = kind === 'bot_disabled' ? `telegram-${subject}` : subject;
    const integration = await getIntegration(projectId, slug as Provider);
    // The installation's bot has none.
    const isMended = integration
      ? integration.status !== 'needs_attention'
      : kind === 'integration_attention';
    if (isMended) return undefined;
  }
  return alert;
}
