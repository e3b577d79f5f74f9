import { isRecord, type Schema } from './wire.ts';

const UNSUPPORTED = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'maxItems',
  'uniqueItems',
  'not',
  'if',
];

/** The schema a `$ref` points to, followed to its end. */
export function resolved(schema: Schema, root: Schema): Schema {
  let current = schema;
  for (let depth = 0; current.$ref !== undefined && depth < 20; depth += 1) {
    let target: unknown = root;
    for (const step of current.$ref.replace(/^#\/?/, '').split('/').filter(Boolean)) {
      target = isRecord(target) ? target[step] : undefined;
    }
    if (!isRecord(target)) return {};
    current = target as Schema;
  }
  return current;
}

/**
 * What a strict schema (structured answers, `strict` tools) may not contain.
 * @returns the first problem in the words of the service, or undefined
 */
export function strictProblem(schema: Schema, path: string): string | undefined {
  for (const keyword of UNSUPPORTED) {
    if (keyword in schema) {
      return `${path}: For '${schema.type ?? 'any'}' type, property '${keyword}' is not supported`;
    }
  }
  if (schema.minItems !== undefined && schema.minItems > 1) {
    return `${path}: For 'array' type, 'minItems' values other than 0 or 1 are not supported`;
  }
  if (typesOf(schema).includes('object') && schema.additionalProperties !== false) {
    return `${path}: For 'object' type, 'additionalProperties' must be explicitly set to false`;
  }
  const inner: [string, Schema][] = [
    ...Object.entries(schema.properties ?? {}),
    ...Object.entries(schema.$defs ?? {}),
    ...Object.entries(schema.definitions ?? {}),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].map(
      (option, index): [string, Schema] => [`anyOf.${index}`, option],
    ),
    ...(schema.items ? [['items', schema.items] as [string, Schema]] : []),
  ];
  for (const [name, part] of inner) {
    const problem = strictProblem(part, `${path}.${name}`);
    if (problem) return problem;
  }
  return undefined;
}

/**
 * A strict checker for the subset of JSON Schema above.
 * @returns the first mismatch as `path: what is wrong`, or undefined when the value is valid
 */
export function mismatch(
  value: unknown,
  raw: Schema,
  root: Schema = raw,
  path = '$',
): string | undefined {
  const schema = resolved(raw, root);
  const options = schema.anyOf ?? schema.oneOf;
  if (options) {
    const problems = options.map((option) => mismatch(value, option, root, path));
    if (problems.every((problem) => problem !== undefined)) {
      return `${path}: fits none of ${options.length} options (${problems.join('; ')})`;
    }
  }
  for (const part of schema.allOf ?? []) {
    const problem = mismatch(value, part, root, path);
    if (problem) return problem;
  }
  if ('const' in schema && value !== schema.const) {
    return `${path}: is not ${JSON.stringify(schema.const)}`;
  }
  if (schema.enum && !schema.enum.includes(value)) {
    return `${path}: ${JSON.stringify(value)} is not one of ${JSON.stringify(schema.enum)}`;
  }
  const types = typesOf(schema);
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) {
    return `${path}: is not ${types.join(' or ')}`;
  }
  if (typeof value === 'string' && schema.pattern && !new RegExp(schema.pattern, 'u').test(value)) {
    return `${path}: does not match ${schema.pattern}`;
  }
  if (Array.isArray(value)) {
    if (value.length < (schema.minItems ?? 0)) return `${path}: has too few items`;
    for (const [index, item] of value.entries()) {
      const problem = schema.items && mismatch(item, schema.items, root, `${path}[${index}]`);
      if (problem) return problem;
    }
  }
  if (isRecord(value) && (schema.properties || schema.required)) {
    for (const name of schema.required ?? []) {
      if (!(name in value)) return `${path}.${name}: is missing`;
    }
    for (const [name, entry] of Object.entries(value)) {
      const part = schema.properties?.[name];
      if (!part && schema.additionalProperties === false) return `${path}.${name}: is not known`;
      const problem = part && mismatch(entry, part, root, `${path}.${name}`);
      if (problem) return problem;
    }
  }
  return undefined;
}

/** The JSON types a schema names; an object or array is also known by its keywords. */
export function typesOf(schema: Schema): string[] {
  if (schema.type !== undefined) return [schema.type].flat();
  if (schema.properties) return ['object'];
  return schema.items ? ['array'] : [];
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'object':
      return isRecord(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'null':
      return value === null;
    default:
      return typeof value === type;
  }
}
