import * as catalogue from '../../shared/catalogue/index.ts';
import * as wire from '../../shared/contracts/catalogue.ts';
import { answerCacheable } from '../../shared/platform/lambda/cacheable-answer.ts';
import { httpDoor, publicRoute } from '../../shared/platform/lambda/http.ts';

type Headers = Readonly<Record<string, string | undefined>>;
type Asked = { headers: Headers; query: { language?: 'uk' | 'en' | 'ru' | undefined } };

const languageOf = ({ headers, query }: Asked) =>
  catalogue.askedLanguage(query.language, headers['accept-language']);
const kept = <Body extends object>(body: Body, { headers }: Asked) =>
  answerCacheable(body, headers, 'accept-language');

const path = wire.slugPath;
const query = wire.spheresQuery;

export const handler = httpDoor({
  'GET /api/accounts/spheres': publicRoute({
    query,
    handle: async (asked) => kept(catalogue.listSpheres(languageOf(asked)), asked),
  }),
  'GET /api/accounts/spheres/{slug}': publicRoute({
    ...{ path, query, refusals: { sphere_not_found: 404 } },
    handle: async (asked) => kept(catalogue.showSphere(asked.path.slug, languageOf(asked)), asked),
  }),
  'GET /api/accounts/integration-types': publicRoute({
    ...{ query: wire.integrationTypesQuery, refusals: { invalid_input: 400 } },
    handle: async (asked) =>
      kept(catalogue.listIntegrationTypes(asked.query, languageOf(asked)), asked),
  }),
  'GET /api/accounts/integration-types/{slug}': publicRoute({
    ...{ path, query, refusals: { integration_type_not_found: 404 } },
    handle: async (asked) =>
      kept(catalogue.showIntegrationType(asked.path.slug, languageOf(asked)), asked),
  }),
});
