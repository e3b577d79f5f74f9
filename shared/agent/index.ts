export { agentPorts } from './agent-ports.ts';
export type { FreshBusyTimes } from './agent-turn.ts';
export { type AgentOptions, agent } from './answer-burst.ts';
export { choices } from './choices/answer-by-choices.ts';
export { chosenModel } from './chosen-model.ts';
export { compressDialogue } from './compress-dialogue.ts';
export {
  type Block,
  type JsonSchema,
  type Model,
  type ModelAnswer,
  type ModelMessage,
  type ModelRequest,
  type ModelSession,
  ModelUnavailable,
  type TextBlock,
  type ToolDefinition,
} from './model.ts';
export { sayClosed } from './say-closed.ts';
