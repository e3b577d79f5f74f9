import { activeProfile, deliverMail, type SendMail, withoutMail } from '../../accounts/index.ts';
import { isRefusal } from '../../platform/errors.ts';
import { derivedId } from '../../platform/ids.ts';
import { platformSecret } from '../../platform/secrets/platform-secret.ts';
import { getProject, ownersOf } from '../../projects/index.ts';
import type { AlertMail } from './alert-news.ts';
import { currentAlert } from './current-alert.ts';
import { alertTexts } from './texts/index.ts';
import { wordAlert } from './word-alert.ts';

/**
 * Mails an alert to every owner of its project, in her own language, from the alert as it stands then. An installation
 * that sends no mail says nothing.
 *
 * @throws PassingFault when the mail service asks for patience; who got it already gets it no second time
 */
export async function writeAlertMail(
  task: AlertMail,
  { userPoolId, send }: { readonly userPoolId: string; readonly send: SendMail },
): Promise<void> {
  const { projectId, kind, subject, newsId } = task;
  if (withoutMail(await platformSecret())) return;
  const [project, alert] = await Promise.all([getProject(projectId), currentAlert(task)]);
  if (!project || !alert) return;
  for (const userId of await ownersOf(projectId)) {
    const owner = await activeProfile(userPoolId, userId);
    if (isRefusal(owner)) continue;
    const words = await wordAlert(alert, project, owner.language);
    const key = `alert/${derivedId(['alert', projectId, kind, subject, newsId, userId])}`;
    const mail = alertTexts(owner.language).mail(words, project.name);
    await deliverMail(send, { ...mail, to: owner.email, key });
  }
}
