import { listBookings, OCCUPYING } from '../../shared/bookings/index.ts';
import { projectConfig } from '../../shared/contracts/project-config.ts';
import { addSeconds, now } from '../../shared/platform/clock.ts';
import { isRefusal } from '../../shared/platform/errors.ts';
import { httpDoor, route } from '../../shared/platform/lambda/http.ts';
import { perCaller } from '../../shared/platform/lambda/per-caller.ts';
import * as projects from '../../shared/projects/index.ts';

/** Past every horizon a project may have. */
const TWO_YEARS = 2 * 366 * 86_400;

const upcomingBookings: projects.UpcomingBookings = async (projectId, cursor) => {
  const range = { from: now(), to: addSeconds(now(), TWO_YEARS) };
  const page = await listBookings({ projectId, ...range, ...(cursor ? { cursor } : {}) });
  if (isRefusal(page)) throw new Error(page.message);
  return { ...page, bookings: page.bookings.filter(({ status }) => OCCUPYING.has(status)) };
};

export const handler = httpDoor(
  {
    'GET /projects/{project_id}/config': route({
      allow: projects.memberOf(),
      handle: ({ access }) => projects.showConfig(access.projectId),
      refusals: { project_not_found: 404 },
    }),
    'POST /projects/{project_id}/config': route({
      allow: projects.memberOf('owner'),
      body: projectConfig,
      handle: ({ access: { projectId }, caller, body: config }) =>
        projects.saveConfig({ projectId, config, actor: caller.userId, upcomingBookings }),
      refusals: {
        invalid_input: 400,
        project_not_found: 404,
        version_conflict: 409,
        has_future_bookings: 409,
      },
    }),
  },
  { limit: perCaller },
);
