import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut';
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite';
import type { PackageName } from '../contracts/package-names.ts';
import type { ProjectConfig } from '../contracts/project-config.ts';
import { now } from '../platform/clock.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import type { ProjectId, UserId } from '../platform/ids.ts';
import { applyConfig, type InvalidConfig } from './apply-config.ts';
import { appSheetEntries } from './appsheet-entries.ts';
import { botEntries } from './bot-entries.ts';
import { googleEntries } from './google-entries.ts';
import { InboundSettingsEntity } from './inbound-settings-entity.ts';
import { listingOf } from './listed-project.ts';
import { MemberEntity, UserProjectEntity } from './member.ts';
import {
  DEFAULT_ANSWER_LATER_MINUTES,
  DEFAULT_LIMITS,
  type Project,
  type WallInterval,
  WEEKDAYS,
  type WorkHours,
} from './project.ts';
import { ProjectEntity } from './project-entity.ts';
import { isContention } from './write-project.ts';

/**
 * Makes a project with its first owner; nothing exists of it, or all of it.
 *
 * @param wish `config`: sections that differ from the defaults (open every day 09:00–18:00, slots of 30 minutes, an
 *   hour's notice, 60 days ahead, confirmed by staff); `package`: what it pays for, absent: free; `actor`: who makes it
 * @returns the project, or `project_exists`, or `invalid_input`
 */
export async function createProject(wish: {
  readonly projectId: ProjectId;
  readonly owner: UserId;
  readonly config: ProjectConfig;
  readonly package?: PackageName;
  readonly actor: string;
}): Promise<Project | Refusal<'project_exists'> | InvalidConfig> {
  const { projectId, owner, config, actor } = wish;
  const before = blank(projectId);
  const applied = applyConfig(before, config);
  if (isRefusal(applied)) return applied;
  const project: Project = { ...applied, package: wish.package ?? 'free', version: 1 };
  const { quietWindowSeconds, sendpulseBotId } = project;
  const since = now();
  const isNew = { condition: { attr: 'projectId', exists: false } } as const;
  try {
    await execute(
      ProjectEntity.build(PutTransaction)
        .item({ ...project, updatedBy: actor, updatedAt: since })
        .options(isNew),
      InboundSettingsEntity.build(PutTransaction).item({
        projectId,
        quietWindowSeconds,
        ...(sendpulseBotId === undefined ? {} : { sendpulseBotId }),
        rotation: 1,
        lowestRotation: 1,
      }),
      MemberEntity.build(PutTransaction).item({ projectId, userId: owner, role: 'owner', since }),
      UserProjectEntity.build(PutTransaction).item({ userId: owner, projectId, since }),
      listingOf(project),
      ...(await botEntries(before, config, actor)),
      ...(await appSheetEntries(before, config, actor)),
      ...(await googleEntries(before, config, actor)),
    );
    return project;
  } catch (fault) {
    if (!isContention(fault)) throw fault;
    return refuse('project_exists', `There is a project ${projectId} already.`);
  }
}

function blank(projectId: ProjectId): Project {
  const day: readonly WallInterval[] = [{ start: '09:00', end: '18:00' }];
  return {
    projectId,
    name: projectId,
    timeZone: 'UTC',
    language: 'en',
    specialists: [],
    services: [],
    workHours: {
      weekly: Object.fromEntries(WEEKDAYS.map((name) => [name, day])) as WorkHours['weekly'],
      exceptions: [],
    },
    slotMinutes: 30,
    minimumNoticeMinutes: 60,
    horizonDays: 60,
    autoConfirm: false,
    quietWindowSeconds: 4,
    maxWaitSeconds: 20,
    prompts: {},
    limits: DEFAULT_LIMITS,
    answerLaterMinutes: DEFAULT_ANSWER_LATER_MINUTES,
    version: 0,
  };
}
