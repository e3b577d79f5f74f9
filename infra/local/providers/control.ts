import { type Fields, objectOf } from './form.ts';
import { json, type ProviderAnswer, type ProviderRequest } from './provider.ts';
import { refusal } from './stand-in.ts';

/** What every `control.ts` of a service is made of: its calls, by method and path, around one piece that answers. */

export type { Fields } from './form.ts';

/** One control call; a service adds what its calls work with. */
export interface Call {
  /** The fields of the body, or of the query of a GET; empty when there are none. */
  readonly body: Fields;
  /** The virtual time. */
  readonly now: Date;
}

/** The control calls of a service by name, `POST /records/add`: each returns what it is answered with. */
export type Calls<Room extends object> = Readonly<Record<string, (asked: Room & Call) => unknown>>;

/** A control call that cannot be done: its status, a code and a sentence for whoever called. */
export class Impossible extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/**
 * Does one control call of a service.
 *
 * @param room what its calls work with: its state
 * @param asImpossible what a fault of the service's own says to whoever called; undefined: it is a fault here as well
 * @returns 200 with what the call returned, or a refusal in the shape of every error of the local cloud; undefined
 *   when it is none of `calls`
 */
export async function controlled<Room extends object>(
  calls: Calls<Room>,
  room: Room,
  { method, path, query, body, now }: ProviderRequest,
  asImpossible: (fault: unknown) => Impossible | undefined = () => undefined,
): Promise<ProviderAnswer | undefined> {
  const act = calls[`${method} ${path.replace(/\/+$/, '')}`];
  if (!act) return undefined;
  try {
    const fields = method === 'GET' ? Object.fromEntries(query) : read(body);
    return json(200, await act({ ...room, body: fields, now }));
  } catch (fault) {
    const impossible = fault instanceof Impossible ? fault : asImpossible(fault);
    if (!impossible) throw fault;
    return refusal(impossible.status, impossible.code, impossible.message);
  }
}

/** A text that was given; undefined when it is not there. @throws Impossible when it is something else, or empty */
export function textOf(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && value !== '') return value;
  throw new Impossible(400, 'bad_field', `${name} must be a text.`);
}

/**
 * A whole number that was given, at least `least`; `otherwise` when it is not there.
 *
 * @throws Impossible when it is something else, or not there and there is no `otherwise`
 */
export function numberOf(name: string, value: unknown, otherwise?: number, least = 1): number {
  if (value === undefined && otherwise !== undefined) return otherwise;
  if (Number.isInteger(value) && Number(value) >= least) return Number(value);
  throw new Impossible(400, 'bad_field', `${name} must be a whole number from ${least}.`);
}

function read(body: Buffer): Fields {
  const fields = body.toString('utf8').trim() === '' ? {} : objectOf(body);
  if (fields) return fields;
  throw new Impossible(400, 'bad_body', 'The body must be a JSON object.');
}
