import { $remove, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import type { NewIntegration } from '../contracts/integrations.ts';
import { now } from '../platform/clock.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import { ConnectionEntity, configureProject, type Project } from '../projects/index.ts';
import { acceptedCredentials, type CredentialChecks } from './accepted-credentials.ts';
import {
  connectingConfig,
  type InvalidInput,
  inCallersWords,
  invalid,
  settingsIn,
} from './project-sections.ts';
import { saveCredentials } from './save-credentials.ts';
import type { ConfiguredSlug } from './service.ts';
import { writeIf } from './write-if.ts';

/**
 * Connects a service beside the catalogue, or changes how it is connected: by the same change of the project's
 * configuration as the config API makes, so both say the same afterwards.
 *
 * @param wish absent credentials keep the stored ones
 */
export async function connectInConfig(
  connecting: {
    readonly project: Project;
    readonly slug: ConfiguredSlug;
    readonly wish: Pick<NewIntegration, 'credentials' | 'settings' | 'is_active'>;
    readonly isConnected?: boolean;
    readonly actor: string;
  },
  checks: CredentialChecks,
): Promise<
  | undefined
  | InvalidInput
  | Refusal<'credentials_refused' | 'version_conflict' | 'project_not_found'>
> {
  const { project, slug, wish, isConnected = false, actor } = connecting;
  const { projectId } = project;
  const { credentials, is_active: active } = wish;
  const settings = wish.settings ?? (isConnected ? settingsIn(project, slug) : {});
  if (credentials === undefined && !isConnected) {
    return invalid([{ path: 'credentials', message: 'This is needed.' }]);
  }
  const config = connectingConfig(slug, settings, credentials);
  if (isRefusal(config)) return config;
  const accepted =
    credentials && (await acceptedCredentials(slug, { credentials, settings }, checks));
  if (isRefusal(accepted)) return accepted;
  const configured = await configureProject({
    ...{ projectId, config, actor },
    // Who connects it anew must not meet another one who does.
    ...(isConnected ? {} : { expectedVersion: project.version }),
    // Nothing here takes a specialist or a service away.
    upcomingBookings: async () => ({ bookings: [] }),
  });
  if (isRefusal(configured)) {
    if (configured.refused === 'invalid_input') return inCallersWords(slug, configured);
    if (configured.refused === 'has_future_bookings') throw new Error(configured.message);
    return refuse(configured.refused, configured.message);
  }
  const present = now();
  const account = accepted?.account;
  if (slug === 'sendpulse' && credentials) {
    const given = { projectId, slug, credentials, account, actor, now: present };
    const isSaved = await saveCredentials({ ...given, isThere: isConnected });
    if (!isSaved) return overtaken();
  }
  // The same credentials change nothing the second time: of two who connect it the first one to note that has made it.
  const isNew = !isConnected && slug !== 'sendpulse';
  if (accepted || active !== undefined) {
    const isNoted = await writeIf(() =>
      ConnectionEntity.build(UpdateItemCommand)
        .item({
          ...{ projectId, provider: slug, updatedAt: present },
          ...(accepted ? { status: 'connected' as const, trouble: $remove() } : {}),
          ...(account === undefined ? {} : { account }),
          ...(active === undefined ? {} : { active }),
          ...(isNew ? { createdAt: present } : {}),
        })
        .options({
          condition: {
            and: [
              { attr: 'provider', exists: true },
              ...(isNew ? [{ attr: 'createdAt', exists: false } as const] : []),
            ],
          },
        })
        .send(),
    );
    if (isNew && !isNoted) return overtaken();
  }
  return undefined;
}

const overtaken = () => refuse('version_conflict', 'Somebody else changed this just now.');
