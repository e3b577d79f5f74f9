import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';

export type ApiHandler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

interface Template {
  readonly Resources: Readonly<
    Record<
      string,
      {
        readonly Type: string;
        readonly Properties?: {
          readonly FunctionName?: unknown;
          readonly Code?: { readonly S3Key?: string };
        };
      }
    >
  >;
}

/** The handler of a function (`api-bookings`) from its source. Set the environment first: doors read it as they load. */
export function loadHandler(id: string): Promise<ApiHandler> {
  const room = id.slice(0, id.indexOf('-'));
  const path = `../../functions/${room}/${id.slice(room.length + 1)}.lambda.ts`;
  return handlerIn(join(import.meta.dirname, path));
}

/** The same from the bundle that is deployed, in the assembly of this run: for suites on the synthesized template. */
export function loadBundle(id: string): Promise<ApiHandler> {
  const outdir = process.env.FRONTDESK_ASSEMBLY;
  if (!outdir) throw new Error('There is no assembly: only suites on the template have one.');
  return handlerIn(bundleOf(outdir, id));
}

async function handlerIn(path: string): Promise<ApiHandler> {
  const door = (await import(pathToFileURL(path).href)) as { handler: ApiHandler };
  return door.handler;
}

function bundleOf(outdir: string, id: string): string {
  const found = ['app', 'api']
    .map((name) => readFileSync(join(outdir, `frontdesk-dev-${name}.template.json`), 'utf8'))
    .flatMap((text) => Object.values((JSON.parse(text) as Template).Resources))
    .find(
      ({ Type, Properties }) =>
        Type === 'AWS::Lambda::Function' && String(Properties?.FunctionName).endsWith(`-dev-${id}`),
    );
  // The asset `<hash>.zip` of the template is the folder `asset.<hash>` of the assembly.
  const asset = found?.Properties?.Code?.S3Key?.replace(/\.zip$/, '');
  if (!asset) throw new Error(`The assembly has no function ${id}.`);
  return join(outdir, `asset.${asset}`, 'index.mjs');
}
