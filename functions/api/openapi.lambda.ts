import { openApiDocument } from '../../shared/contracts/openapi.ts';
import { httpDoor, publicRoute } from '../../shared/platform/lambda/http.ts';
import { answer } from '../../shared/platform/lambda/http-answer.ts';
import { VERSION } from '../../shared/platform/version.ts';

const document = openApiDocument(VERSION);

export const handler = httpDoor({
  'GET /openapi.json': publicRoute({
    handle: async () => answer(200, document, { 'cache-control': 'public, max-age=300' }),
  }),
});
