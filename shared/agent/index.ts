export { type AgentOptions, agent } from './answer-burst.ts';
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
