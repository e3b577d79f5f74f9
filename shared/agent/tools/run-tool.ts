import { count } from '../../platform/metrics.ts';
import type { AgentTurn } from '../agent-turn.ts';
import type { ToolResultBlock, ToolUseBlock } from '../model.ts';
import { cancelBookingTool } from './cancel-booking.ts';
import { changeBookingTool } from './change-booking.ts';
import { told } from './commit.ts';
import { createBookingTool } from './create-booking.ts';
import { findSlotsTool } from './find-slots.ts';
import { ownBookings } from './own-bookings.ts';
import { done, problem, type ToolResult } from './tool-result.ts';

const TOOLS: Readonly<Record<string, (turn: AgentTurn, input: unknown) => Promise<ToolResult>>> = {
  find_slots: findSlotsTool,
  create_booking: createBookingTool,
  change_booking: changeBookingTool,
  cancel_booking: cancelBookingTool,
  list_my_bookings: async (turn) => done({ bookings: (await ownBookings(turn)).map(told) }),
  hand_over: async (turn) => {
    turn.handedOver = true;
    return done({ handed_over: true, advice: 'Say one polite sentence: a colleague will answer.' });
  },
};

/**
 * Does what the model asked for, as far as this conversation's client may. Whatever its arguments are, the answer is a
 * result for the model.
 *
 * @throws only faults of the table, which the whole turn repeats
 */
export async function runTool(turn: AgentTurn, call: ToolUseBlock): Promise<ToolResultBlock> {
  const tool = Object.hasOwn(TOOLS, call.name) ? TOOLS[call.name] : undefined;
  const { content, isError } =
    tool === undefined
      ? problem('unknown_tool', 'There is no such tool.')
      : await tool(turn, call.input);
  if (isError)
    count('ToolCallRefused', { tool: call.name.slice(0, 64), problem: String(content.problem) });
  return {
    type: 'tool_result',
    tool_use_id: call.id,
    content: JSON.stringify(content),
    ...(isError ? { is_error: true } : {}),
  };
}
