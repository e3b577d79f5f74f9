import { relistProjects } from '../../shared/projects/index.ts';

/** `project relist`: every project is in the list that upkeep reads. Running it again changes nothing. */
export async function relist(): Promise<object> {
  return { projects: await relistProjects() };
}
