/** Why each entry of a transaction was refused, in their order (`None`: it was not); empty for any other fault. */
export function cancellationReasons(fault: unknown): string[] {
  const reasons = (fault as { CancellationReasons?: { Code?: string }[] }).CancellationReasons;
  return (reasons ?? []).map(({ Code }) => Code ?? '');
}
