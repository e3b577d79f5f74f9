import type { Profile } from '../accounts/index.ts';
import { findSphere } from '../catalogue/index.ts';
import type { ProjectConfig } from '../contracts/project-config.ts';

/** What a project takes from the profile of the person who makes it: sphere, country, zone, language. */
export function beginsWith(profile: Profile): ProjectConfig {
  const { sphereId, country, timeZone: time_zone, language } = profile;
  const sphere = findSphere(sphereId)?.slug;
  return {
    time_zone,
    language,
    ...(sphere === undefined ? {} : { sphere }),
    ...(country === undefined ? {} : { country }),
  };
}
