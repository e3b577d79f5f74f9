/** Whether a single write was refused by its condition: somebody else was there first. */
export function isConditionFailed(fault: unknown): boolean {
  return fault instanceof Error && fault.name === 'ConditionalCheckFailedException';
}
