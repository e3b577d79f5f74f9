import { createHash } from 'node:crypto';
import type { MessageAttribute } from './message.ts';

/** The digest of a body that the SDK checks. */
export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** The digest of message attributes as SQS defines it: sorted by name; name, type, transport kind, value. */
export function md5OfAttributes(attributes: { [name: string]: MessageAttribute }): string {
  const hash = createHash('md5');
  const field = (bytes: Buffer): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of Object.keys(attributes).sort()) {
    const attribute = attributes[name];
    if (!attribute) continue;
    field(Buffer.from(name));
    field(Buffer.from(attribute.DataType));
    const binary = attribute.BinaryValue !== undefined;
    hash.update(Buffer.from([binary ? 2 : 1]));
    field(
      binary
        ? Buffer.from(attribute.BinaryValue ?? '', 'base64')
        : Buffer.from(attribute.StringValue ?? ''),
    );
  }
  return hash.digest('hex');
}
