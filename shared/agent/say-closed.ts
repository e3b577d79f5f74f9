import { spokenTime } from '../bookings/index.ts';
import type { SayClosed } from '../conversations/index.ts';
import { type Project, spokenLanguage } from '../projects/index.ts';
import { firstLanguage } from './first-language.ts';
import { TEXTS } from './texts/index.ts';

/** Tells a client in her language that nobody answers at this hour, and when somebody will. */
export function sayClosed(project: Pick<Project, 'language'>): SayClosed {
  return (burst, { at, timeZone }) => {
    const language = firstLanguage(burst, project);
    const spoken = spokenLanguage(language);
    const opening = at === undefined ? undefined : spokenTime(at, timeZone, spoken);
    return { text: TEXTS[spoken].closed(opening), language };
  };
}
