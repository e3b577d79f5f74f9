import { hoursOfMessenger, quotaOf } from '../billing/index.ts';
import type { TurnPorts } from '../conversations/index.ts';
import { type AgentOptions, agent } from './answer-burst.ts';
import { choices } from './choices/answer-by-choices.ts';
import { sayClosed } from './say-closed.ts';

/** Who answers the turns of a project, when, and how many: what its package and its working hours allow. */
export function agentPorts(options: AgentOptions): Pick<TurnPorts, 'answer' | 'hours' | 'quota'> {
  const { project, now } = options;
  const of = quotaOf(project, now());
  return {
    answer: agent(options),
    hours: { of: ({ service }) => hoursOfMessenger(project, service), say: sayClosed(project) },
    ...(of && { quota: { of, beyond: choices(options) } }),
  };
}
