import { Refused } from './errors.ts';

export type Fields = Record<string, unknown>;

/** One control call. */
export interface Asked {
  readonly body: Fields;
  readonly query: URLSearchParams;
  readonly now: Date;
}

/** A control call that cannot be done. */
export class Impossible extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** A text of the body or query; undefined when it is not there. */
export function textOf(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && value !== '') return value;
  throw new Impossible(400, 'bad_field', `${name} must be a text.`);
}

/** A whole number of the body, at least `least`. */
export function numberOf(name: string, value: unknown, otherwise: number, least = 1): number {
  if (value === undefined) return otherwise;
  if (Number.isInteger(value) && Number(value) >= least) return Number(value);
  throw new Impossible(400, 'bad_field', `${name} must be a whole number from ${least}.`);
}

/** A person cannot do what the service would refuse: said in the service's words. */
export function asRefusal(fault: unknown): never {
  if (fault instanceof Refused) throw new Impossible(fault.status, 'refused', fault.message);
  throw fault;
}
