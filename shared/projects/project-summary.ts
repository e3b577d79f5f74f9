import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import type { ProjectSummary } from '../contracts/members.ts';
import type { ProjectId, UserId } from '../platform/ids.ts';
import { getProject } from './get-project.ts';
import { MemberEntity } from './member.ts';

/** A project as one of its members sees it in a list; `undefined` when it is closed or he is no member. */
export async function projectSummary(
  projectId: ProjectId,
  userId: UserId,
): Promise<ProjectSummary | undefined> {
  const [project, { Item: member }] = await Promise.all([
    getProject(projectId),
    MemberEntity.build(GetItemCommand)
      .key({ projectId, userId })
      .options({ consistent: true })
      .send(),
  ]);
  if (!project || !member) return undefined;
  return {
    project_id: projectId,
    name: project.name,
    role: member.role,
    package: project.package ?? 'professional',
    time_zone: project.timeZone,
    language: project.language,
    since: member.since,
  };
}
