import type { LocalCloud } from '../../infra/local/cloud.ts';
import type { ProjectId, UserId } from '../../shared/platform/ids.ts';
import type { Dialogue } from './dialogue.ts';

/** Where the messages of one dialogue go. */
export interface Business {
  readonly projectId: ProjectId;
  readonly botId: string;
  readonly contactId: string;
  /** The client's conversation, which her bookings name. */
  readonly conversationId: string;
  /** Full URL with its token. */
  readonly webhook: string;
}

const CONFIG = {
  name: 'Salon',
  time_zone: 'Europe/Kyiv',
  language: 'uk' as const,
  specialists: ['Anna', 'Maria', 'Elena'],
  services: {
    Haircut: { slots: 1, price: 450, currency: 'UAH' },
    Coloring: { slots: 3, price: 1_800, currency: 'UAH' },
    Manicure: { slots: 2, price: 600, currency: 'UAH' },
    Massage: { slots: 2, price: 800, currency: 'UAH' },
  },
  work_hours: { start: '09:00', end: '18:00' },
};

/** Every price that may be named. */
export const PRICES: readonly number[] = Object.values(CONFIG.services).map(({ price }) => price);

/** Points this process at the local cloud's AWS: what follows uses the product's own code. */
export function enter(cloud: LocalCloud): void {
  Object.assign(process.env, cloud.environment('eval'), {
    TABLE_NAME: cloud.definition.tables[0]?.name,
    PLATFORM_SECRET_ARN: cloud.definition.secrets[0]?.arn,
  });
}

/**
 * A business of its own for a dialogue, with the bookings that it begins with. {@link enter} first.
 *
 * @param startOf the instant of a day and time
 */
export async function openBusiness(
  cloud: LocalCloud,
  dialogue: Dialogue,
  now: string,
  startOf: (day: number, time: string) => string,
): Promise<Business> {
  // Loaded here: AWS clients read the environment when they are made.
  const [projects, bookings, conversations, { derivedId }, { projectConfig }, { isRefusal }] =
    await Promise.all([
      import('../../shared/projects/index.ts'),
      import('../../shared/bookings/index.ts'),
      import('../../shared/conversations/index.ts'),
      import('../../shared/platform/ids.ts'),
      import('../../shared/contracts/project-config.ts'),
      import('../../shared/platform/errors.ts'),
    ]);
  const projectId = `eval-${dialogue.id}` as ProjectId;
  const botId = `bot-${dialogue.id}`;
  const contactId = `client-${dialogue.id}`;
  const config = projectConfig.parse({ ...CONFIG, sendpulse_bot_id: botId });
  const owner = 'eval-owner' as UserId;
  const paid = { package: 'professional', actor: 'eval' } as const;
  const made = await projects.createProject({ projectId, owner, config, ...paid });
  if (isRefusal(made)) throw new Error(made.message);
  const project = await projects.getProject(projectId);
  const path = await projects.webhookPath(projectId);
  if (!project || isRefusal(path)) throw new Error(`There is no project ${projectId}.`);
  const addressOf = (contact: string) =>
    ({ channel: 'sendpulse', service: 'telegram', botId, contactId: contact }) as const;
  for (const [index, given] of (dialogue.given ?? []).entries()) {
    const service = project.services.find(({ name }) => name === given.service);
    const specialist = project.specialists.find(({ name }) => name === given.specialist);
    if (!service || !specialist) throw new Error(`${dialogue.id} has a booking of nothing.`);
    const of = given.of === 'client' ? contactId : `stranger-${dialogue.id}`;
    const conversationId = conversations.conversationOf(addressOf(of));
    const clientId = derivedId(['client', conversationId]) as never;
    const booked = await bookings.book({
      project,
      serviceId: service.serviceId,
      specialistId: specialist.specialistId,
      startsAt: startOf(given.day, given.time),
      client: { clientId, name: 'Client', conversationId, language: dialogue.language },
      actor: { kind: 'client', id: clientId },
      idempotencyKey: `given-${index}`,
      now,
    });
    if (isRefusal(booked)) throw new Error(`${dialogue.id}: ${booked.message}`);
  }
  const conversationId = conversations.conversationOf(addressOf(contactId));
  return { projectId, botId, contactId, conversationId, webhook: `${cloud.api}${path}` };
}
