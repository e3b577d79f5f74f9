import { Entity } from 'dynamodb-toolbox/entity';
import { any } from 'dynamodb-toolbox/schema/any';
import { boolean } from 'dynamodb-toolbox/schema/boolean';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { PACKAGE_NAMES } from '../contracts/package-names.ts';
import { SPHERE_SLUGS } from '../contracts/sphere-slugs.ts';
import type { ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import {
  type AppSheetTable,
  LANGUAGES,
  type Limits,
  type Project,
  type Prompts,
  type Reception,
  type Service,
  type Specialist,
  type WorkHours,
} from './project.ts';

/** A project as one item. Its lists are read and written whole, so they are kept as they are. */
export const ProjectEntity = new Entity({
  name: 'Project',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    name: string(),
    timeZone: string(),
    language: string().enum(...LANGUAGES),
    specialists: any().castAs<readonly Specialist[]>(),
    services: any().castAs<readonly Service[]>(),
    workHours: any().castAs<WorkHours>(),
    slotMinutes: number(),
    minimumNoticeMinutes: number(),
    horizonDays: number(),
    autoConfirm: boolean(),
    quietWindowSeconds: number(),
    maxWaitSeconds: number(),
    prompts: any().castAs<Prompts>(),
    limits: any().castAs<Limits>().optional(),
    answerLaterMinutes: number().optional(),
    location: string().optional(),
    reception: any().castAs<Reception>().optional(),
    bots: any().castAs<NonNullable<Project['bots']>>().optional(),
    appSheet: any().castAs<AppSheetTable>().optional(),
    googleAccount: string().optional(),
    hasAccounts: boolean().optional(),
    connected: any().castAs<NonNullable<Project['connected']>>().optional(),
    onDeletedEvent: string().enum('flag', 'cancel').optional(),
    googleSheetId: string().optional(),
    sendpulseBotId: string().optional(),
    sphere: string()
      .enum(...SPHERE_SLUGS)
      .optional(),
    country: string().optional(),
    package: string()
      .enum(...PACKAGE_NAMES)
      .optional(),
    hasWorkingHours: boolean().optional(),
    /** Since when it is closed; everything that asks for it finds none. */
    closedAt: string().optional(),
    version: number(),
    /** The member who wrote this version, or the command that did. */
    updatedBy: string(),
    updatedAt: string(),
  }),
  computeKey: ({ projectId }) => keys.project(projectId as ProjectId),
});
