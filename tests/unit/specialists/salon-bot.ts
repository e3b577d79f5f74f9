import { type Booking, book, getBooking } from '../../../shared/bookings/index.ts';
import { isRefusal } from '../../../shared/platform/errors.ts';
import type {
  BookingId,
  ClientId,
  ServiceId,
  SpecialistId,
  UserId,
} from '../../../shared/platform/ids.ts';
import { createProject, type Project } from '../../../shared/projects/index.ts';
import { type AwsJson, startPlatformSecret } from '../../steps/aws-json.ts';
import { putProject } from '../../steps/bookings.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { ANNA, everyDay, HAIRCUT, MARIA, salon } from '../../steps/salon.ts';

export const [ANNA_CHAT, MARIA_CHAT, STRANGER] = [700_001, 700_002, 700_999];

/** A salon that is open day and night and confirms by itself; two of its specialists have their chats configured. */
export function botSalon(different: Partial<Project> = {}): Project {
  const plain = salon();
  const chats: Record<string, number> = { [ANNA]: ANNA_CHAT, [MARIA]: MARIA_CHAT };
  return {
    ...plain,
    ...{ language: 'en', autoConfirm: true, workHours: everyDay('00:00', '24:00') },
    location: 'Khreshchatyk 1',
    specialists: plain.specialists.map((one) => {
      const telegramChatId = chats[one.specialistId];
      return telegramChatId === undefined ? one : { ...one, telegramChatId };
    }),
    ...different,
  };
}

/** A table with the project and its bot's token in the platform's secret. */
export async function startSalonBot(
  project: Project,
): Promise<{ readonly dynoxide: Dynoxide; readonly secrets: AwsJson; close(): Promise<void> }> {
  const dynoxide = await startTable();
  const secrets = await startPlatformSecret({
    PLATFORM_KEY: 'k'.repeat(40),
    TELEGRAM_PROJECT_ID: project.projectId,
    KESHA_ZEROGAP_BOT_TOKEN: '9876543210:ZYX',
  });
  // What the inbound door reads stands beside the project, and only this makes it.
  await createProject({
    ...{ projectId: project.projectId, owner: 'owner' as UserId, config: {}, actor: 'test' },
  });
  await putProject(dynoxide.endpoint, dynoxide.tableName, project, 'owner');
  return {
    dynoxide,
    secrets,
    close: async () => {
      await Promise.all([dynoxide.close(), secrets.close()]);
    },
  };
}

let wishes = 0;

/** A booking of a client, made through the real code. */
export async function booked(
  project: Project,
  startsAt: string,
  different: {
    specialistId?: SpecialistId;
    serviceId?: ServiceId;
    name?: string;
    now?: string;
  } = {},
): Promise<Booking> {
  const { specialistId = ANNA, serviceId = HAIRCUT, name = 'Ivanna', now = startsAt } = different;
  wishes += 1;
  const made = await book({
    ...{ project, serviceId, specialistId, startsAt },
    client: { clientId: 'c1' as ClientId, name, phone: '+380501112233' },
    actor: { kind: 'client', id: 'c1' as ClientId },
    ...{ idempotencyKey: `wish ${wishes}`, now },
  });
  if (isRefusal(made)) throw new Error(made.message);
  return made.booking;
}

/** The booking as it is stored now. */
export async function stored({ projectId, bookingId }: Booking): Promise<Booking> {
  return (await getBooking(projectId, bookingId as BookingId)) as Booking;
}
