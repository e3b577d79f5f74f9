import type { UserId } from '../platform/ids.ts';
import type { Profile } from './profile.ts';

/** The user pool of the installation. */
export interface Pool {
  readonly userPoolId: string;
  readonly clientId: string;
}

/** A project that nobody else owns. */
export interface SoleOwned {
  readonly project_id: string;
  readonly name: string;
}

/** What accounts need of projects; a port, since projects know accounts and not the other way round. */
export interface ProjectsOfAccounts {
  /** Makes the project that an account begins with, with its owner, once however often it is asked. */
  readonly makeFirst: (profile: Profile) => Promise<void>;
  /** Projects that would be left without an owner. */
  readonly soleOwned: (userId: UserId) => Promise<readonly SoleOwned[]>;
  /**
   * Ends every membership of a person; asked again it goes on where it stopped.
   *
   * @param close projects that nobody else owns are closed; otherwise they are answered and she stays their owner
   */
  readonly leaveAll: (userId: UserId, close: boolean) => Promise<readonly SoleOwned[]>;
}
