/** What one part says of itself. `reason` is a word or two, never a message of somebody else. */
export interface Check {
  readonly status: 'ok' | 'degraded' | 'not_configured';
  readonly reason?: string;
}
