import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import type { UserId } from '../platform/ids.ts';
import { type Profile, ProfileEntity } from './profile.ts';

/** The profile of a person as it is now (strongly read), also while her account is being deleted. */
export async function getProfile(userId: UserId): Promise<Profile | undefined> {
  const { Item } = await ProfileEntity.build(GetItemCommand)
    .key({ userId })
    .options({ consistent: true })
    .send();
  return Item as Profile | undefined;
}
