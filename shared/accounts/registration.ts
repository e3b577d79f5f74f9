import { Entity } from 'dynamodb-toolbox/entity';
import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete';
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { boolean } from 'dynamodb-toolbox/schema/boolean';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { LANGUAGES } from '../contracts/languages.ts';
import { derivedId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';

/** Longer than anybody takes to come back to a form; the account half made by then is found by its row. */
export const REGISTRATION_SECONDS = 7 * 24 * 3_600;

/**
 * An account that is being made: the user is in the pool, unconfirmed, the rest is here until it is in place. One for
 * each address: who registers it again takes the place of who did before.
 */
export const RegistrationEntity = new Entity({
  name: 'Registration',
  table,
  timestamps: false,
  schema: item({
    addressId: string().key(),
    /** The user in the pool that this made. */
    userId: string(),
    /** Hash of the id that the form was given: who only reads the mailbox cannot confirm what he did not register. */
    formHash: string(),
    /** What the present code is derived from. */
    nonce: string(),
    codeExpiresAt: string(),
    tries: number(),
    email: string(),
    name: string(),
    businessName: string().optional(),
    sphereId: number(),
    country: string(),
    timeZone: string(),
    language: string().enum(...LANGUAGES),
    /** She joins somebody else's project and gets none of her own. */
    invited: boolean(),
    createdAt: string(),
    ttl: number(),
  }),
  computeKey: ({ addressId }) => keys.global.registration(addressId),
});

export type Registration = Awaited<ReturnType<typeof getRegistration>> & {};

/** What is stored of the id of a form. */
export const formHash = (registrationId: string): string =>
  derivedId(['registration form', registrationId], 51);

/** The registration of an address that is not finished. */
export async function getRegistration(addressId: string) {
  const { Item } = await RegistrationEntity.build(GetItemCommand)
    .key({ addressId })
    .options({ consistent: true })
    .send();
  return Item;
}

/** Forgets a registration that is finished; one that took its place stays. */
export async function endRegistration({ addressId, userId }: Registration): Promise<void> {
  try {
    await RegistrationEntity.build(DeleteItemCommand)
      .key({ addressId })
      .options({ condition: { attr: 'userId', eq: userId } })
      .send();
  } catch (fault) {
    if (!(fault instanceof Error) || fault.name !== 'ConditionalCheckFailedException') throw fault;
  }
}
