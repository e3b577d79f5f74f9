import { isRefusal, type Refusal } from '../../platform/errors.ts';
import type { AccountFailure, AccountResult } from '../../platform/oauth/index.ts';
import type { OutsideCalendar, Project } from '../../projects/index.ts';
import type { BusyQuestion, BusySource } from './busy-source.ts';
import { connectedPlaces } from './connected-places.ts';
import { type AskedAccount, failedReading } from './failed-reading.ts';
import { matchPeople } from './match-people.ts';
import { spansOfPeople, type TakenTimes } from './spans-of-people.ts';

/** How the calendar of a service is read. */
export interface OutsideCalendarOptions<Account> {
  /** As keys and intervals of the table name it. */
  readonly slug: OutsideCalendar;
  /** The service as people know it: `Square`. */
  readonly service: string;
  /**
   * In whose name; `undefined`: the project is not connected to it. A refusal: it is not to be asked, for the reason
   * that its message tells people.
   */
  readonly accountOf: (project: Project) => Promise<Account | Refusal<string> | undefined>;
  /** The time that is taken there in the span that counts, or more; nothing is thrown for what the service answers. */
  readonly read: (account: Account, question: BusyQuestion) => Promise<AccountResult<TakenTimes>>;
  /** Failures of which the service itself says, in a sentence, what a person can do. */
  readonly explains?: readonly AccountFailure['kind'][];
}

/**
 * A calendar of a service to which a project is connected by one account: whatever people have there blocks the time of
 * the specialists they are. It is read as a whole each time.
 */
export function outsideCalendar<Account extends Pick<AskedAccount, 'connectedAt'>>({
  slug,
  service,
  accountOf,
  read,
  explains = [],
}: OutsideCalendarOptions<Account>): BusySource {
  return {
    ...connectedPlaces(slug),
    async read(question) {
      const { project, now } = question;
      const account = await accountOf(project);
      if (!account) return { kind: 'failed', why: `The project is not connected to ${service}.` };
      if (isRefusal(account)) return { kind: 'failed', why: account.message };
      const found = await read(account, question);
      if (found.kind === 'ok') {
        return {
          kind: 'read',
          ...spansOfPeople(found.value, question, matchPeople(project, slug)),
        };
      }
      const { projectId } = project;
      const { connectedAt } = account;
      const said = explains.includes(found.kind) ? { message: found.why } : {};
      return await failedReading({ projectId, slug, service, now, connectedAt, ...said }, found);
    },
  };
}
