import { UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { findSphere } from '../catalogue/index.ts';
import type { ProfileChange, ProfileDocument } from '../contracts/accounts.ts';
import { now } from '../platform/clock.ts';
import { isRefusal, refuse } from '../platform/errors.ts';
import type { Caller } from '../platform/lambda/http.ts';
import { type AccountDeleted, activeProfile } from './active-profile.ts';
import type { Pool } from './pool.ts';
import { type Profile, ProfileEntity } from './profile.ts';
import { profileDocument } from './profile-document.ts';

/** Changes what `body` names in the caller's profile; two changes at once both hold, field by field. */
export async function changeProfile(
  { caller: { userId }, body }: { readonly caller: Caller; readonly body: ProfileChange },
  { pool }: { readonly pool: Pool },
): Promise<ProfileDocument | AccountDeleted> {
  const profile = await activeProfile(pool.userPoolId, userId);
  if (isRefusal(profile)) return profile;
  const { name, business_name, sphere, sphere_id, country, time_zone, language } = body;
  const chosen = sphere ?? sphere_id;
  const wanted = {
    name,
    businessName: business_name,
    sphereId: chosen === undefined ? undefined : findSphere(chosen)?.id,
    country,
    timeZone: time_zone,
    language,
  };
  const changed = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value));
  try {
    const { Attributes } = await ProfileEntity.build(UpdateItemCommand)
      .item({ userId, ...changed, updatedAt: now() })
      .options({
        returnValues: 'ALL_NEW',
        condition: {
          and: [
            { attr: 'userId', exists: true },
            { attr: 'status', exists: false },
          ],
        },
      })
      .send();
    return profileDocument(Attributes as unknown as Profile);
  } catch (fault) {
    if (!(fault instanceof Error) || fault.name !== 'ConditionalCheckFailedException') throw fault;
    return refuse('account_deleted', 'This account is deleted.');
  }
}
