import { specialistPath } from '../../shared/contracts/specialists.ts';
import { isRefusal } from '../../shared/platform/errors.ts';
import { httpDoor, route } from '../../shared/platform/lambda/http.ts';
import { answer } from '../../shared/platform/lambda/http-answer.ts';
import { perCaller } from '../../shared/platform/lambda/per-caller.ts';
import { memberOf } from '../../shared/projects/index.ts';
import { telegramApi } from '../../shared/providers/telegram/index.ts';
import * as specialists from '../../shared/specialists/index.ts';

const allow = memberOf();
const path = specialistPath;
const refusals = { project_not_found: 404, specialist_not_found: 404 } as const;

export const handler = httpDoor(
  {
    'GET /projects/{project_id}/specialists': route({
      ...{ allow, handle: specialists.listForCaller, refusals: { project_not_found: 404 } },
    }),
    'POST /projects/{project_id}/specialists/{specialist_id}/telegram-code': route({
      ...{ allow, path, refusals },
      handle: async (request: specialists.OfferLink) => {
        const offered = await specialists.offerLink(request, telegramApi);
        return isRefusal(offered) ? offered : answer(201, offered);
      },
    }),
    'DELETE /projects/{project_id}/specialists/{specialist_id}/telegram': route({
      ...{ allow, path, handle: specialists.unlinkChat },
      refusals: { ...refusals, linked_by_config: 409 },
    }),
  },
  { limit: perCaller },
);
