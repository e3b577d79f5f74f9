import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { type Profile, ProfileEntity } from './profile.ts';

/** Stores a profile unless there is one; which one stands then is for the caller to read. */
export async function putProfile(profile: Profile): Promise<void> {
  try {
    await ProfileEntity.build(PutItemCommand)
      .item({ ...profile })
      .options({ condition: { attr: 'userId', exists: false } })
      .send();
  } catch (fault) {
    if (!(fault instanceof Error) || fault.name !== 'ConditionalCheckFailedException') throw fault;
  }
}
