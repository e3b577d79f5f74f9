import * as wire from '../../shared/contracts/conversations.ts';
import * as conversations from '../../shared/conversations/index.ts';
import { httpDoor, route } from '../../shared/platform/lambda/http.ts';
import { perCaller } from '../../shared/platform/lambda/per-caller.ts';
import { memberOf } from '../../shared/projects/index.ts';

const allow = memberOf();
const path = wire.conversationPath;

export const handler = httpDoor(
  {
    'GET /projects/{project_id}/conversations': route({
      ...{ allow, query: wire.conversationsQuery },
      handle: conversations.listForCaller,
      refusals: { invalid_cursor: 400 },
    }),
    'GET /projects/{project_id}/conversations/{conversation_id}/messages': route({
      ...{ allow, path, query: wire.messagesQuery },
      handle: conversations.listMessages,
      refusals: { conversation_not_found: 404, invalid_cursor: 400 },
    }),
    'PATCH /projects/{project_id}/conversations/{conversation_id}': route({
      ...{ allow, path, body: wire.conversationChange },
      handle: (request: conversations.ChangeForCaller) => conversations.changeForCaller(request),
      refusals: { conversation_not_found: 404 },
    }),
  },
  { limit: perCaller },
);
