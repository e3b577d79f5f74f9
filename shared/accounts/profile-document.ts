import { findSphere } from '../catalogue/index.ts';
import type { ProfileDocument } from '../contracts/accounts.ts';
import type { Profile } from './profile.ts';

/** A profile as the API answers it. */
export function profileDocument(profile: Profile): ProfileDocument {
  const { userId, email, name, businessName, sphereId, country, timeZone, language } = profile;
  return {
    user_id: userId,
    email,
    name,
    business_name: businessName ?? null,
    sphere_id: sphereId,
    sphere: findSphere(sphereId)?.slug ?? 'general',
    country: country ?? null,
    time_zone: timeZone,
    language,
    created_at: profile.createdAt,
  };
}
