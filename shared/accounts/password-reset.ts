import { Entity } from 'dynamodb-toolbox/entity';
import { boolean } from 'dynamodb-toolbox/schema/boolean';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';

/**
 * A code that was mailed to who forgot the password, or to an address that was that of an account until now. One for
 * each address: the newest.
 */
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
    /** It also makes the address that of the account again. */
    restores: boolean().optional(),
    ttl: number(),
  }),
  computeKey: ({ addressId }) => keys.global.passwordReset(addressId),
});
