import { parseProjectId } from '../platform/ids.ts';
import { NOBODY, type Owner } from './parked-item.ts';

/**
 * The project that a parked body names: a queue message its `projectId`, a record of the stream its row's.
 *
 * @returns {@link NOBODY} for whatever names no project; only the operator sees that
 */
export function ownerOf(body: string): Owner {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return NOBODY;
  }
  const image =
    at(at(at(parsed, 'record'), 'dynamodb'), 'NewImage') ??
    at(at(at(parsed, 'record'), 'dynamodb'), 'OldImage');
  return parseProjectId(at(parsed, 'projectId') ?? at(at(image, 'projectId'), 'S')) ?? NOBODY;
}

function at(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
