import type { IncomingMessage, ServerResponse } from 'node:http';

/** A control call that cannot be done as it was asked. */
export class ControlError extends Error {
  readonly status: number;

  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}

const MAX_BYTES = 1024 * 1024;

/** The JSON object of a request; `{}` for an empty body. @throws ControlError */
export async function readObject(request: IncomingMessage): Promise<{ [name: string]: unknown }> {
  const text = (await readBytes(request)).toString();
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ControlError('The body is not valid JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ControlError('The body must be a JSON object.');
  }
  return value as { [name: string]: unknown };
}

/** The whole body. @throws ControlError when it is longer than 1 MiB */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length <= MAX_BYTES) chunks.push(chunk as Buffer);
  }
  if (length > MAX_BYTES) throw new ControlError('The body is longer than 1 MiB.', 413);
  return Buffer.concat(chunks);
}

/** Answers with JSON. */
export function reply(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}

/** A number of the body. @throws ControlError when it is none or out of range; `fallback` when it is absent */
export function numberIn(
  body: { [name: string]: unknown },
  name: string,
  { least = 0, most = Number.MAX_SAFE_INTEGER, fallback }: NumberRange = {},
): number {
  const value = body[name] ?? fallback;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < least || value > most) {
    throw new ControlError(`${name} must be a number from ${least} to ${most}.`);
  }
  return value;
}

/** One of the words. @throws ControlError */
export function wordIn<Word extends string>(
  body: { [name: string]: unknown },
  name: string,
  words: readonly Word[],
  fallback?: Word,
): Word {
  const value = body[name] ?? fallback;
  const word = words.find((candidate) => candidate === value);
  if (!word) throw new ControlError(`${name} must be one of: ${words.join(', ')}.`);
  return word;
}

interface NumberRange {
  readonly least?: number;
  readonly most?: number;
  readonly fallback?: number;
}
