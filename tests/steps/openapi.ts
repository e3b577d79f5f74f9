import * as z from 'zod';

type Json = Record<string, unknown>;

/** An OpenAPI document with the words in which tests ask it. */
export interface OpenApi {
  readonly keys: readonly string[];
  /** What is wrong with an answer to the route `key`, `undefined` when the document allows it. */
  problem(key: string, status: number, body: unknown): string | undefined;
}

/** Reads a document as it was served. */
export function readOpenApi(document: Json): OpenApi {
  const operations = new Map<string, Json>(
    Object.entries(document.paths as Record<string, Record<string, Json>>).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(
          ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
        ),
    ),
  );
  return {
    keys: [...operations.keys()],
    problem(key, status, body) {
      const responses = operations.get(key)?.responses as Record<string, Json> | undefined;
      const response = responses?.[String(status)];
      if (!response) return `The document knows no ${status} of ${key}.`;
      const content = response.content as Record<string, { schema: Json }> | undefined;
      if (!content) return (body ?? '') === '' ? undefined : `${key} ${status} has no body.`;
      const schema = inlined(
        (content['application/json'] ?? content['text/html'])?.schema ?? {},
        document,
      ) as Json;
      const read = z.fromJSONSchema(schema).safeParse(body);
      if (!read.success) return `${key} ${status}: ${z.prettifyError(read.error)}`;
      const { code } = ((body as { error?: { code?: unknown } } | null)?.error ?? {}) as Json;
      const codes = response['x-codes'] as unknown[] | undefined;
      return code === undefined || codes?.includes(code)
        ? undefined
        : `${key} ${status}: the code ${code} is none of ${codes?.join(', ')}.`;
    },
  };
}

/** What a reference of the document points at. @throws Error when it leads nowhere */
export function referred(document: Json, reference: string): unknown {
  const found = reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((node, part) => (node as Json | undefined)?.[part], document);
  if (found === undefined) throw new Error(`${reference} leads nowhere.`);
  return found;
}

/** A schema with its references replaced by what they point at; none of ours is recursive. */
function inlined(node: unknown, document: Json): unknown {
  if (Array.isArray(node)) return node.map((one) => inlined(one, document));
  if (typeof node !== 'object' || node === null) return node;
  const { $ref } = node as { $ref?: string };
  if ($ref !== undefined) return inlined(referred(document, $ref), document);
  return Object.fromEntries(
    Object.entries(node).map(([name, inner]) => [name, inlined(inner, document)]),
  );
}
