import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesize } from '../steps/synth.ts';

/** A value of a template: a literal, or an intrinsic function over such values. */
// biome-ignore lint/suspicious/noExplicitAny: templates are JSON of many shapes, and a wrong guess fails the test.
export type Json = any;

export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly properties: Json;
  readonly deletionPolicy?: string;
}

const { outdir } = await synthesize();

/** The directory of the assembly. */
export const assemblyDirectory = outdir;

/** The stacks that a deployment may throw away, as their names end. */
const REPLACEABLE = ['app', 'api'] as const;

const read = (name: string): Json => JSON.parse(readFileSync(join(outdir, name), 'utf8'));

/**
 * The template of what is kept (`data`), or of all that may be thrown away (`app`) as if it were one: what one of its
 * stacks takes from another is replaced by what stands there.
 */
export function template(part: 'data' | 'app'): Json {
  if (part === 'data') return read('frontdesk-dev-data.template.json');
  const parts = REPLACEABLE.map((name) => read(`frontdesk-dev-${name}.template.json`));
  const exported = new Map<string, Json>(
    parts
      .flatMap(({ Outputs = {} }) => Object.values<Json>(Outputs))
      .flatMap(({ Export, Value }) => (Export ? [[Export.Name, Value] as const] : [])),
  );
  const joined = {
    ...parts[0],
    Resources: Object.assign({}, ...parts.map(({ Resources }) => Resources)),
  };
  return JSON.parse(
    JSON.stringify(joined),
    (_, value) => exported.get(value?.['Fn::ImportValue']) ?? value,
  );
}

/** The resources of a template, of one type when it is given. */
export function resourcesOf(from: Json, type?: string): Resource[] {
  return Object.entries<Json>(from.Resources)
    .filter(([, resource]) => !type || resource.Type === type)
    .map(([id, resource]) => ({
      id,
      type: resource.Type,
      properties: resource.Properties ?? {},
      deletionPolicy: resource.DeletionPolicy,
    }));
}

/** The logical id that `value` points to by Ref or GetAtt. */
export function target(value: Json): string {
  return value?.Ref ?? value?.['Fn::GetAtt']?.[0] ?? '';
}

/** A Lambda and its bundle. */
export interface DeployedFunction extends Resource {
  /** `inbound-sendpulse` */
  readonly name: string;
  /** Path of its bundle. */
  readonly file: string;
  /** Text of its bundle. */
  readonly bundle: string;
}

/** Every deployed function with the bundle that its code points to. */
export function functions(): DeployedFunction[] {
  const files = Object.assign(
    {},
    ...REPLACEABLE.map((name) => read(`frontdesk-dev-${name}.assets.json`).files),
  );
  return resourcesOf(template('app'), 'AWS::Lambda::Function').map((resource) => {
    const key: string = resource.properties.Code.S3Key;
    const asset = files[key.replace('.zip', '')];
    const file = join(outdir, asset.source.path, 'index.mjs');
    return {
      ...resource,
      name: resource.properties.FunctionName.replace('frontdesk-dev-', ''),
      file,
      bundle: readFileSync(file, 'utf8'),
    };
  });
}

/** Every `functions/<room>/<name>.lambda.ts`, as `<room>-<name>`. */
export function doors(): string[] {
  const root = join(import.meta.dirname, '..', '..', 'functions');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.lambda.ts'))
    .map((file) => file.replace('.lambda.ts', '').replaceAll('\\', '/').replace('/', '-'))
    .sort();
}
