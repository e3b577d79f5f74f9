import type { Booking, CallMaker } from '../bookings/index.ts';
import type { Project } from '../projects/index.ts';

/** Whether its service is held as a video call now. */
export const isOnline = (
  project: Pick<Project, 'services'>,
  { serviceId }: Pick<Booking, 'serviceId'>,
): boolean => project.services.some((one) => one.serviceId === serviceId && one.online === true);

/**
 * THE rule of who makes the link of an online booking (ADR 0037): whoever made the one it has, since a client was told
 * where to come; else Zoom when the project is connected to it, else Google Meet.
 *
 * @returns `undefined`: it is not held online, and nobody was told that it is
 */
export function callMakerOf(
  project: Pick<Project, 'services' | 'connected'>,
  booking: Pick<Booking, 'serviceId' | 'meetingUrl' | 'meetingBy'>,
): CallMaker | undefined {
  const { meetingUrl, meetingBy = 'google-meet' } = booking;
  if (meetingUrl !== undefined) return meetingBy;
  if (!isOnline(project, booking)) return undefined;
  return project.connected?.includes('zoom') ? 'zoom' : 'google-meet';
}
