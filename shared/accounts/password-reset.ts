import { Entity } from 'dynamodb-toolbox/entity';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';

/** A code that was mailed to who forgot the password. One for each address: the newest. */
export const PasswordResetEntity = new Entity({
  name: 'PasswordReset',
  table,
  timestamps: false,
  schema: item({
    addressId: string().key(),
    userId: string(),
    /** What the code is derived from. */
    nonce: string(),
    codeExpiresAt: string(),
    tries: number(),
    ttl: number(),
  }),
  computeKey: ({ addressId }) => keys.global.passwordReset(addressId),
});
