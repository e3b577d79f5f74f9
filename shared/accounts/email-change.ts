import { Entity } from 'dynamodb-toolbox/entity';
import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete';
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import type { UserId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { isFault } from './cognito.ts';

/** Longer than anybody waits before she signs in again: a change that broke off is finished then. */
export const SETTLING_SECONDS = 7 * 24 * 3_600;

/** A person who is changing her e-mail. One for each: who asks again takes the place of what she asked before. */
export const EmailChangeEntity = new Entity({
  name: 'EmailChange',
  table,
  timestamps: false,
  schema: item({
    userId: string().key(),
    /** The address that is to be hers. */
    email: string(),
    /** The one she had. */
    from: string(),
    /** What the code is derived from. */
    nonce: string(),
    codeExpiresAt: string(),
    tries: number(),
    /** Since when the code was right: from here on there is only forward. */
    provenAt: string().optional(),
    ttl: number(),
  }),
  computeKey: ({ userId }) => keys.global.emailChange(userId as UserId),
});

export type EmailChange = Awaited<ReturnType<typeof getEmailChange>> & {};

/** What a person is changing her e-mail to (strongly read). */
export async function getEmailChange(userId: UserId) {
  const { Item } = await EmailChangeEntity.build(GetItemCommand)
    .key({ userId })
    .options({ consistent: true })
    .send();
  return Item;
}

/** Forgets a change that is over; one that took its place stays. */
export async function endEmailChange({
  userId,
  nonce,
}: Pick<EmailChange, 'userId' | 'nonce'>): Promise<void> {
  try {
    await EmailChangeEntity.build(DeleteItemCommand)
      .key({ userId })
      .options({ condition: { attr: 'nonce', eq: nonce } })
      .send();
  } catch (fault) {
    if (!isFault(fault, 'ConditionalCheckFailedException')) throw fault;
  }
}

/** Forgets whatever a person was changing her e-mail to. */
export async function dropEmailChange(userId: UserId): Promise<void> {
  await EmailChangeEntity.build(DeleteItemCommand).key({ userId }).send();
}
