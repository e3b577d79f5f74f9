import { Entity } from 'dynamodb-toolbox/entity';
import { ConditionCheck } from 'dynamodb-toolbox/entity/actions/transactCheck';
import { boolean } from 'dynamodb-toolbox/schema/boolean';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { LANGUAGES, type Language } from '../contracts/languages.ts';
import type { Instant } from '../platform/clock.ts';
import type { UserId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';

/** What a person said of herself and her business. */
export interface Profile {
  readonly userId: UserId;
  readonly email: string;
  readonly name: string;
  /** Absent: she was invited to somebody else's business. */
  readonly businessName?: string;
  readonly sphereId: number;
  /** ISO 3166-1 alpha-2; absent: nobody asked her. */
  readonly country?: string;
  /** IANA zone: only what a new project begins with. */
  readonly timeZone: string;
  readonly language: Language;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** Her account is being deleted: from here on there is no way back, only forward. */
  readonly status?: 'deleting';
  /** Whether projects that nobody else owns are closed with the account. */
  readonly deleteProjects?: boolean;
}

export const ProfileEntity = new Entity({
  name: 'Profile',
  table,
  timestamps: false,
  schema: item({
    userId: string().key(),
    email: string(),
    name: string(),
    businessName: string().optional(),
    sphereId: number(),
    country: string().optional(),
    timeZone: string(),
    language: string().enum(...LANGUAGES),
    createdAt: string(),
    updatedAt: string(),
    status: string().enum('deleting').optional(),
    deleteProjects: boolean().optional(),
    /** Only of an account whose user is gone from the pool already, or is about to be. */
    ttl: number().optional(),
  }),
  computeKey: ({ userId }) => keys.global.profile(userId as UserId),
});

/** That the account is there and is not being deleted: a check for a transaction that gives its owner something. */
export function accountIsThere(userId: UserId): ConditionCheck<typeof ProfileEntity> {
  return ProfileEntity.build(ConditionCheck)
    .key({ userId })
    .condition({
      and: [
        { attr: 'userId', exists: true },
        { attr: 'status', exists: false },
      ],
    });
}
